package io.nagare.engine.scheduler;

/** One part of the live list. */
final class LiveShard {}
