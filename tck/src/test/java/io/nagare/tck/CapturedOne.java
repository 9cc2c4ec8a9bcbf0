package io.nagare.tck;

import io.nagare.One;

/** Captures what {@code One} itself subscribes, with no edge between. */
final class CapturedOne extends Captured implements One<Integer> {}
