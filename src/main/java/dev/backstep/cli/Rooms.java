package dev.backstep.cli;

import java.nio.file.Path;

/**
 * What the command line needs of the house.
 *
 * @param readers opens workspaces for reading
 * @param window opens the window
 * @param picture draws timelines
 * @param demoFolder where demos keep their folders
 */
public record Rooms(ReaderOpener readers, WindowDoor window, TimelinePicture picture, Path demoFolder) {}
