package dev.backstep.cli;

import dev.backstep.model.Marker;
import dev.backstep.model.TimelineRow;
import java.nio.file.Path;
import java.util.function.Function;

/**
 * What the command line needs of the house.
 *
 * @param readers opens workspaces for reading
 * @param window opens the window
 * @param picture draws timelines
 * @param markers what is known of a row's compatibility
 * @param demoFolder where demos keep their folders
 */
public record Rooms(
        ReaderOpener readers,
        WindowDoor window,
        TimelinePicture picture,
        Function<TimelineRow, Marker> markers,
        Path demoFolder) {}
