package io.nagare.examples.redis.store;

import io.nagare.Bytes;

/**
 * Redis's patterns: {@code *} stands for any bytes, {@code ?} for one, {@code [a-z]} and {@code [^a-z]} for one of a
 * set; a backslash takes what follows as it is. Stateless.
 *
 * <p>It remembers the last star only, and tries one byte more for it when the rest does not match. So the worst pattern
 * costs the product of both lengths.
 */
public final class Glob {

    private Glob() {}

    /** Whether the bytes as a whole match the pattern. */
    public static boolean matches(Bytes pattern, Bytes bytes) {
        int p = 0;
        int b = 0;
        int star = -1;
        int behindStar = 0;
        while (b < bytes.length()) {
            if (p < pattern.length() && pattern.get(p) == '*') {
                star = p++;
                behindStar = b;
            } else if (p < pattern.length() && matchesOne(pattern, p, bytes.get(b))) {
                p = next(pattern, p);
                b++;
            } else if (star >= 0) {
                p = star + 1;
                b = ++behindStar;
            } else {
                return false;
            }
        }
        while (p < pattern.length() && pattern.get(p) == '*') {
            p++;
        }
        return p == pattern.length();
    }

    private static boolean matchesOne(Bytes pattern, int at, byte value) {
        return switch (pattern.get(at)) {
            case '?' -> true;
            case '[' -> matchesSet(pattern, at, value);
            case '\\' -> pattern.get(at + 1 < pattern.length() ? at + 1 : at) == value;
            default -> pattern.get(at) == value;
        };
    }

    /** Returns where the pattern goes on behind what stands for one byte. */
    private static int next(Bytes pattern, int at) {
        if (pattern.get(at) == '[') {
            return endOfSet(pattern, at);
        }
        return pattern.get(at) == '\\' && at + 1 < pattern.length() ? at + 2 : at + 1;
    }

    private static int endOfSet(Bytes pattern, int begin) {
        for (int at = begin + 1; at < pattern.length(); at++) {
            if (pattern.get(at) == '\\') {
                at++;
            } else if (pattern.get(at) == ']') {
                return at + 1;
            }
        }
        return pattern.length();
    }

    private static boolean matchesSet(Bytes pattern, int begin, byte value) {
        int end = endOfSet(pattern, begin);
        int at = begin + 1;
        boolean negated = at < end && pattern.get(at) == '^';
        if (negated) {
            at++;
        }
        boolean found = false;
        while (at < end && pattern.get(at) != ']') {
            if (pattern.get(at) == '\\' && at + 1 < end) {
                found |= pattern.get(at + 1) == value;
                at += 2;
            } else if (at + 2 < end && pattern.get(at + 1) == '-') {
                // Bytes above 127 come before the others here.
                byte one = pattern.get(at);
                byte other = pattern.get(at + 2);
                found |= value >= Math.min(one, other) && value <= Math.max(one, other);
                at += 3;
            } else {
                found |= pattern.get(at) == value;
                at++;
            }
        }
        return found != negated;
    }
}
