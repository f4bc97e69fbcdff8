import com.github.weisj.jsvg.SVGDocument;
import com.github.weisj.jsvg.parser.SVGLoader;
import com.github.weisj.jsvg.view.ViewBox;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import javax.imageio.ImageIO;

/**
 * Makes the icons of all systems from {@code icons/backstep.svg}: PNG files beside it and among the window's resources, a
 * Windows {@code .ico} and a macOS {@code .icns}. Run by {@code icons/make-icons}; the results are committed.
 */
final class MakeIcons {

    private static final List<Integer> SIZES = List.of(16, 24, 32, 48, 64, 128, 256, 512);
    private static final List<Integer> IN_ICO = List.of(16, 24, 32, 48, 64, 128, 256);
    private static final List<Integer> IN_WINDOW = List.of(16, 32, 48, 64, 128, 256);

    /** The types of an .icns file that hold a PNG, and its width in pixels. */
    private static final Map<String, Integer> IN_ICNS = new TreeMap<>(Map.of(
            "icp4", 16, "icp5", 32, "ic11", 32, "ic12", 64, "ic07", 128, "ic13", 256, "ic08", 256, "ic14", 512, "ic09",
            512));

    private MakeIcons() {}

    public static void main(String[] arguments) throws IOException {
        Path icons = Path.of("icons");
        Path window = Files.createDirectories(Path.of("src/main/resources/dev/backstep/ui/icon"));
        SVGDocument drawing = Objects.requireNonNull(
                new SVGLoader().load(icons.resolve("backstep.svg").toUri().toURL()));
        Map<Integer, byte[]> pictures = new TreeMap<>();
        for (int size : SIZES) {
            pictures.put(size, png(drawing, size));
            Files.write(icons.resolve("backstep-" + size + ".png"), pictures.get(size));
        }
        for (int size : IN_WINDOW) {
            Files.write(window.resolve("backstep-" + size + ".png"), pictures.get(size));
        }
        Files.write(icons.resolve("backstep.ico"), ico(pictures));
        Files.write(icons.resolve("backstep.icns"), icns(pictures));
    }

    private static byte[] png(SVGDocument drawing, int size) throws IOException {
        BufferedImage image = new BufferedImage(size, size, BufferedImage.TYPE_INT_ARGB);
        Graphics2D graphics = image.createGraphics();
        graphics.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        graphics.setRenderingHint(RenderingHints.KEY_STROKE_CONTROL, RenderingHints.VALUE_STROKE_PURE);
        drawing.render(null, graphics, new ViewBox(0, 0, size, size));
        graphics.dispose();
        ByteArrayOutputStream png = new ByteArrayOutputStream();
        ImageIO.write(image, "png", png);
        return png.toByteArray();
    }

    /** A directory of entries, little-endian, then the PNG files; a width of 256 is written as 0. */
    private static byte[] ico(Map<Integer, byte[]> pictures) throws IOException {
        int offset = 6 + 16 * IN_ICO.size();
        ByteBuffer directory = ByteBuffer.allocate(offset).order(ByteOrder.LITTLE_ENDIAN);
        directory.putShort((short) 0).putShort((short) 1).putShort((short) IN_ICO.size());
        ByteArrayOutputStream images = new ByteArrayOutputStream();
        for (int size : IN_ICO) {
            byte[] png = pictures.get(size);
            directory.put((byte) size).put((byte) size).put((byte) 0).put((byte) 0);
            directory.putShort((short) 1).putShort((short) 32);
            directory.putInt(png.length).putInt(offset + images.size());
            images.write(png);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        file.write(directory.array());
        images.writeTo(file);
        return file.toByteArray();
    }

    /** A magic word and the file's length, then typed blocks, each with its length; big-endian. */
    private static byte[] icns(Map<Integer, byte[]> pictures) throws IOException {
        ByteArrayOutputStream blocks = new ByteArrayOutputStream();
        DataOutputStream out = new DataOutputStream(blocks);
        for (Map.Entry<String, Integer> type : IN_ICNS.entrySet()) {
            byte[] png = pictures.get(type.getValue());
            out.write(type.getKey().getBytes(StandardCharsets.US_ASCII));
            out.writeInt(8 + png.length);
            out.write(png);
        }
        ByteArrayOutputStream file = new ByteArrayOutputStream();
        DataOutputStream header = new DataOutputStream(file);
        header.write("icns".getBytes(StandardCharsets.US_ASCII));
        header.writeInt(8 + blocks.size());
        blocks.writeTo(file);
        return file.toByteArray();
    }
}
