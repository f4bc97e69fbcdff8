package dev.backstep.analysis;

import dev.backstep.model.Marker;

/** What one source says of a migration's compatibility. */
public record Mark(Source source, Marker marker) {}
