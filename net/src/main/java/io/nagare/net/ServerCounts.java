package io.nagare.net;

/**
 * What a server has done so far, and what its connections do now.
 *
 * @param accepted how many connections were accepted, with those that were turned away
 * @param open how many are open now
 * @param turnedAway how many were reset at once because as many were open as may be
 * @param overLimit how many were reset because they exceeded one of the {@link ConnectionLimits}
 * @param cutOff how many were reset in all, for whatever reason, without those that were turned away
 * @param bytesRead how many bytes have come, over all connections
 * @param bytesWritten how many bytes were handed to the system, over all connections
 * @param readersPaused how many open connections are not read now, because their reader has no demand
 * @param writersWaiting how many open connections have bytes to write that their peers do not take now
 */
public record ServerCounts(
        long accepted,
        int open,
        long turnedAway,
        long overLimit,
        long cutOff,
        long bytesRead,
        long bytesWritten,
        int readersPaused,
        int writersWaiting) {}
