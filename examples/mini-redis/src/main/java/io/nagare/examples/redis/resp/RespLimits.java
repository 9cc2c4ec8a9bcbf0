package io.nagare.examples.redis.resp;

/**
 * How much of a peer is kept in memory before it has said something whole.
 *
 * @param longestString the longest string, in bytes
 * @param mostElements the most words of a request, or elements of an array
 * @param deepest how deep arrays may be nested
 * @param longestFrame the longest request or value as a whole, in bytes
 */
public record RespLimits(int longestString, int mostElements, int deepest, int longestFrame) {

    /** The longest line of an inline command, in bytes. */
    static final int LONGEST_LINE = 64 * 1024;

    /** Strings of 64 MiB, 1,048,576 elements, 32 levels, 256 MiB in all. */
    public static RespLimits defaults() {
        return new RespLimits(64 << 20, 1 << 20, 32, 256 << 20);
    }
}
