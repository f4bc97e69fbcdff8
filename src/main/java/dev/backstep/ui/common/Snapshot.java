package dev.backstep.ui.common;

import java.awt.image.BufferedImage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import javafx.geometry.Rectangle2D;
import javafx.scene.Scene;
import javafx.scene.SnapshotParameters;
import javafx.scene.image.PixelFormat;
import javafx.scene.image.WritableImage;
import javafx.scene.paint.Color;
import javafx.scene.transform.Scale;
import javax.imageio.ImageIO;

/** Draws a scene into a PNG file, on a display or without one. */
public final class Snapshot {

    private Snapshot() {}

    /** The scene as it is now; on the JavaFX thread. {@code scale} is pixels per point, 1 or 2. */
    public static BufferedImage take(Scene scene, double scale) {
        scene.getRoot().applyCss();
        scene.getRoot().layout();
        SnapshotParameters parameters = new SnapshotParameters();
        parameters.setTransform(new Scale(scale, scale));
        // Shadows and focus rings may reach over the scene's edge; the window would cut them off.
        parameters.setViewport(new Rectangle2D(0, 0, scene.getWidth() * scale, scene.getHeight() * scale));
        parameters.setFill(scene.getFill() instanceof Color colour ? colour : Color.WHITE);
        WritableImage image = scene.getRoot().snapshot(parameters, null);
        int width = (int) image.getWidth();
        int height = (int) image.getHeight();
        int[] pixels = new int[width * height];
        image.getPixelReader().getPixels(0, 0, width, height, PixelFormat.getIntArgbInstance(), pixels, 0, width);
        BufferedImage picture = new BufferedImage(width, height, BufferedImage.TYPE_INT_RGB);
        picture.setRGB(0, 0, width, height, pixels, 0, width);
        return picture;
    }

    /** Writes a picture as PNG, with the folders it needs; off the JavaFX thread, if you can. */
    public static void write(BufferedImage picture, Path file) throws IOException {
        Files.createDirectories(file.toAbsolutePath().getParent());
        if (!ImageIO.write(picture, "png", file.toFile())) {
            throw new IOException("no PNG writer in this Java runtime");
        }
    }
}
