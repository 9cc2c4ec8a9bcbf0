package io.nagare.engine.ownership;

import java.util.concurrent.atomic.AtomicReference;

/**
 * An item that must have exactly one fate. The engine holds a new token. Any thread may settle its fate, but only once:
 * a second fate is a fault.
 */
final class Token implements AutoCloseable {

    /** The fate of a token. */
    enum Fate {
        /** The engine has it. */
        HELD,
        /** A function has it and may keep it, but the engine may still discard it. */
        LENT,
        DELIVERED,
        DISCARDED,
        /** A function has taken it for good, or it went back to its sender. */
        CONSUMED
    }

    private final int number;
    private final String origin;
    private final Books books;
    private final AtomicReference<Fate> fate = new AtomicReference<>(Fate.HELD);

    Token(int number, String origin, Books books) {
        this.number = number;
        this.origin = origin;
        this.books = books;
    }

    int number() {
        return number;
    }

    boolean isHeld() {
        return fate.get() == Fate.HELD;
    }

    void lend() {
        settle(Fate.LENT);
    }

    void deliver() {
        settle(Fate.DELIVERED);
    }

    void discard() {
        settle(Fate.DISCARDED);
    }

    void consume() {
        settle(Fate.CONSUMED);
    }

    private void settle(Fate next) {
        for (Fate now = fate.get(); now == Fate.HELD || now == Fate.LENT; now = fate.get()) {
            if (fate.compareAndSet(now, next)) {
                if (now == Fate.HELD) {
                    books.settled();
                }
                return;
            }
        }
        books.fault(this + " was " + fate.get() + " and is now " + next);
    }

    /** Discards the token. The engine closes an item that nobody gets, if there is no {@code doOnDiscard}. */
    @Override
    public void close() {
        discard();
    }

    @Override
    public String toString() {
        return "token " + number + " of " + origin;
    }
}
