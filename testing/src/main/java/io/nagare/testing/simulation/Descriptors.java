package io.nagare.testing.simulation;

import java.net.SocketException;

/** The descriptors of a host: how many are open, and how many there may be. Used by the thread that steps. */
final class Descriptors {

    private int limit = Integer.MAX_VALUE;
    private int open;

    /** Returns those of a program that starts after this one, with the same limit. */
    Descriptors ofNextProgram() {
        Descriptors next = new Descriptors();
        next.limit(limit);
        return next;
    }

    void limit(int most) {
        limit = most;
    }

    int open() {
        return open;
    }

    boolean isExhausted() {
        return open >= limit;
    }

    void take() throws SocketException {
        if (isExhausted()) {
            throw new SocketException("Too many open files");
        }
        open++;
    }

    void giveBack() {
        open--;
    }
}
