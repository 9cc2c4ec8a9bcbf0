package io.nagare.engine.ownership;

import java.util.ArrayList;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/**
 * Keeps the accounts of one pipeline: its tokens, running sources, resources, permits and threads. Any thread may call
 * it.
 */
final class Books {

    /** A condition that must hold in the end. */
    private record Condition(String name, BooleanSupplier holds) {}

    private final Consumer<String> faults;
    private final AtomicInteger made = new AtomicInteger();
    private final AtomicInteger held = new AtomicInteger();
    private final AtomicInteger running = new AtomicInteger();
    private final AtomicInteger acquired = new AtomicInteger();
    private final AtomicInteger jobs = new AtomicInteger();
    private final Queue<Token> tokens = new ConcurrentLinkedQueue<>();
    private final Queue<Runnable> clearings = new ConcurrentLinkedQueue<>();
    private final Queue<Condition> conditions = new ConcurrentLinkedQueue<>();

    /** Faults go to the consumer, even long after the pipeline has been judged. */
    Books(Consumer<String> faults) {
        this.faults = faults;
    }

    Token make(String origin) {
        Token token = new Token(made.getAndIncrement(), origin, this);
        tokens.add(token);
        held.getAndIncrement();
        return token;
    }

    int made() {
        return made.get();
    }

    void settled() {
        held.getAndDecrement();
    }

    void fault(String what) {
        faults.accept(what);
    }

    void begun() {
        running.getAndIncrement();
    }

    void ended() {
        running.getAndDecrement();
    }

    void acquired() {
        acquired.getAndIncrement();
    }

    void released() {
        if (acquired.decrementAndGet() < 0) {
            fault("a resource was released more often than it was acquired");
        }
    }

    /** Counts a job for this pipeline on a thread of the test. */
    void jobBegun() {
        jobs.getAndIncrement();
    }

    void jobEnded() {
        jobs.getAndDecrement();
    }

    /**
     * Adds an action that takes the remaining tokens out of a channel. The books call it again and again after the
     * stream is over, until they balance.
     */
    void clearing(Runnable action) {
        clearings.add(action);
    }

    void inTheEnd(String name, BooleanSupplier holds) {
        conditions.add(new Condition(name, holds));
    }

    /**
     * Waits until the books balance, and reports a fault for each open account when the time is over. It may be called
     * again, because a pipeline that was left at once may begin late, and must end then.
     */
    void settle() {
        if (!Waiting.until(this::isBalanced)) {
            debts().forEach(this::fault);
        }
    }

    private boolean isBalanced() {
        clearings.forEach(Runnable::run);
        return held.get() == 0
                && running.get() == 0
                && acquired.get() == 0
                && jobs.get() == 0
                && conditions.stream().allMatch(condition -> condition.holds().getAsBoolean());
    }

    private List<String> debts() {
        List<String> debts = new ArrayList<>();
        List<Token> leaked = tokens.stream().filter(Token::isHeld).toList();
        if (!leaked.isEmpty()) {
            debts.add(leaked.size() + " of " + made + " tokens leaked, such as " + leaked.get(0));
        }
        if (running.get() != 0) {
            debts.add(running + " sources have not ended");
        }
        if (acquired.get() != 0) {
            debts.add(acquired + " resources were not released");
        }
        if (jobs.get() != 0) {
            debts.add(jobs + " threads still work for it");
        }
        for (Condition condition : conditions) {
            if (!condition.holds().getAsBoolean()) {
                debts.add("it does not hold that " + condition.name());
            }
        }
        return debts;
    }
}
