package io.nagare.tck;

import io.nagare.One;

/** Captures the subscriber that {@code One} itself subscribes, with no edge between. */
final class CapturedOne extends Captured implements One<Integer> {}
