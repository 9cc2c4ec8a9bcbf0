package io.nagare.process;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.failure.BlockingCallException;
import io.nagare.sync.CancellationToken;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.IntConsumer;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A whole program in one line, and what it is given.
 *
 * <pre>{@code
 * public static void main(String[] arguments) {
 *     MainProgram.run(arguments, main -> Tcp.serveInBackground("0.0.0.0", 8080, peer -> peer.writeAndEnd(peer.read()))
 *             .flatMap(server -> main.ending().then(server.drain(Duration.ofSeconds(5)))));
 * }
 * }</pre>
 *
 * <p>The process ends with the code
 *
 * <ul>
 *   <li>0 when the program has completed, also if that was within the limit after a signal;
 *   <li>1 when it has failed, or could not be started. One line on the error output says why;
 *   <li>141 when it has failed because the process that reads its output has gone, as in {@code program | head}.
 *       Nothing is printed: filters end so on Unix, by SIGPIPE, which a JVM does not get. A program that goes on
 *       without its output handles the {@link ChildStreamException} of {@link StandardStreams#stdout()};
 *   <li>128 + the number of the signal (130 for INT, 143 for TERM, 129 for HUP) when a signal has cut it off. A program
 *       that does not ask for {@link #ending()} is cancelled at once; one that does has {@link MainOptions#limit}. What
 *       is still there a second after the limit is given up, such as a worker in an endless loop. A second signal ends
 *       the process at once, without anything being released.
 * </ul>
 *
 * <p>Children that are still there after the program are ended, and have their grace, up to what is left of the limit.
 *
 * <p>It is not in {@code Nagare}: that is in {@code nagare-api}, which needs Reactive Streams alone, and signals need a
 * module of the JDK that not every runtime has. It is not called {@code Main}, as many programs' own class is. Any
 * thread may use it.
 */
public final class MainProgram {

    private static final List<String> ENDING = List.of("INT", "TERM", "HUP");

    private static final int FAILURE = 1;

    /** What a shell says of a filter that SIGPIPE has ended. */
    private static final int NO_READER = 141;

    /** How long after the limit a process ends that does not do so by itself. */
    private static final Duration LAST_RESORT = Duration.ofSeconds(1);

    /** How long after the limit the runtime may be closing. */
    private static final Duration CLOSING = Duration.ofMillis(500);

    private final List<String> arguments;
    private final Nagare runtime;
    private final MainOptions options;

    /** Cancelled by the first signal. */
    private final CancellationToken ending = CancellationToken.create();

    /** Cancelled when the program must not go on. */
    private final CancellationToken cutOff = CancellationToken.create();

    private volatile boolean endsItself;

    /** Written before the tokens are cancelled. Guarded by the monitor of this. */
    private @Nullable ReceivedSignal first;

    /** When the first signal came, by the runtime's time. Guarded by the monitor of this. */
    private long firstAt;

    /** Ends the process if nothing else does. Guarded by the monitor of this. */
    private @Nullable Thread lastResort;

    private MainProgram(List<String> arguments, Nagare runtime, MainOptions options) {
        this.arguments = arguments;
        this.runtime = runtime;
        this.options = options;
    }

    /** As {@link #run(String[], MainOptions, Function)}, with {@link MainOptions#defaults()}. */
    public static void run(String[] arguments, Function<? super MainProgram, ? extends Publisher<?>> program) {
        run(arguments, MainOptions.defaults(), program);
    }

    /**
     * Runs a program on a runtime of its own, and ends the process when the program has ended; see above for how. The
     * items of its stream are dropped. Does not return. To be called by {@code main}.
     *
     * @param arguments of the command line
     * @param program makes the stream to run; called on the runtime
     */
    public static void run(
            String[] arguments, MainOptions options, Function<? super MainProgram, ? extends Publisher<?>> program) {
        run(List.of(arguments), options, program, System::exit, Runtime.getRuntime()::halt);
    }

    /** The same, with what ends the process, in order and at once. */
    static void run(
            List<String> arguments,
            MainOptions options,
            Function<? super MainProgram, ? extends Publisher<?>> program,
            IntConsumer exit,
            IntConsumer halt) {
        Objects.requireNonNull(program, "program");
        List<CaughtSignal> caught = new ArrayList<>();
        Consumer<ReceivedSignal> listener = signal -> {};
        MainProgram started = null;
        int code = FAILURE;
        try {
            Nagare runtime = options.runtime().start();
            MainProgram main = new MainProgram(arguments, runtime, options);
            started = main;
            listener = signal -> main.received(signal, halt);
            try {
                main.listen(listener, caught);
                code = main.outcome(program);
            } finally {
                main.endChildren();
                runtime.close(main.left(CLOSING));
            }
        } catch (Throwable failure) {
            code = failed(failure);
        }
        System.out.flush();
        System.err.flush();
        // The handlers are still there: a shutdown hook that hangs is ended by a second signal.
        exit.accept(code);
        for (CaughtSignal signal : caught) {
            signal.remove(listener);
        }
        if (started != null) {
            started.stopLastResort();
        }
    }

    private void listen(Consumer<ReceivedSignal> listener, List<CaughtSignal> caught) {
        for (String name : ENDING) {
            CaughtSignal signal;
            try {
                signal = CaughtSignal.of(name);
            } catch (IllegalArgumentException unknownOnThisSystem) {
                continue;
            }
            signal.add(listener);
            caught.add(signal);
        }
    }

    private int outcome(Function<? super MainProgram, ? extends Publisher<?>> program) {
        One<Void> whole = Many.defer(() -> Objects.requireNonNull(program.apply(this), "the program is null")).then();
        runtime.blockOn(whole.takeUntil(cutOff.cancelled()).runOn(runtime));
        ReceivedSignal signal = first();
        return signal != null && cutOff.isCancelled() ? signal.exitCode() : 0;
    }

    private synchronized @Nullable ReceivedSignal first() {
        return first;
    }

    /** Called by a thread that the JDK has made for the signal. */
    private void received(ReceivedSignal signal, IntConsumer halt) {
        synchronized (this) {
            if (first != null) {
                halt.accept(signal.exitCode());
                return;
            }
            first = signal;
            firstAt = runtime.driver().time().nanoTime();
            lastResort = new Thread(() -> endAfterLimit(signal, halt), "nagare-last-resort");
            lastResort.setDaemon(true);
            lastResort.start();
        }
        if (endsItself) {
            ending.cancel();
            runtime.spawn(One.delay(options.limit()).doOnComplete(cutOff::cancel));
        } else {
            cutOff.cancel();
        }
    }

    /** Runs on a thread of its own: the workers, and the thread of {@code main}, may never come back. */
    private void endAfterLimit(ReceivedSignal signal, IntConsumer halt) {
        try {
            TimeUnit.MILLISECONDS.sleep(TimeUnit.MILLISECONDS.convert(options.limit()));
            TimeUnit.MILLISECONDS.sleep(LAST_RESORT.toMillis());
        } catch (InterruptedException ended) {
            return;
        }
        halt.accept(signal.exitCode());
    }

    private synchronized void stopLastResort() {
        if (lastResort != null) {
            lastResort.interrupt();
        }
    }

    /** Gives the children their grace, which they would not have from a runtime that is closed. */
    private void endChildren() {
        List<ChildProcess> children = JvmEnd.childrenOf(runtime.driver());
        Duration limit = left(Duration.ZERO);
        if (children.isEmpty() || limit.isZero()) {
            return;
        }
        try {
            runtime.blockOn(
                    One.allOf(children.stream().map(child -> child.end().onErrorComplete()).toList()), limit);
        } catch (RuntimeException limitReached) {
            // The runtime kills them.
        }
    }

    /** Returns what is left of the limit. It has not begun before a signal; after it there is a little more. */
    private synchronized Duration left(Duration more) {
        if (first == null) {
            return options.limit();
        }
        Duration passed = Duration.ofNanos(runtime.driver().time().nanoTime() - firstAt);
        if (passed.compareTo(options.limit()) < 0) {
            return options.limit().minus(passed);
        }
        Duration left = more.minus(passed.minus(options.limit()));
        return left.isNegative() ? Duration.ZERO : left;
    }

    /** Says why the program has failed. Returns the exit code. */
    private static int failed(Throwable failure) {
        Throwable told = failure instanceof BlockingCallException && failure.getCause() != null
                ? failure.getCause()
                : failure;
        if (told instanceof ChildStreamException stream && stream.isOutputWithoutReader()) {
            return NO_READER;
        }
        System.err.println(line(told));
        return FAILURE;
    }

    private static String line(Throwable told) {
        String message = told.getMessage();
        String name = told.getClass().getSimpleName();
        return (message == null ? name : name + ": " + message).replaceAll("\\R", " ");
    }

    /** Returns the arguments of the command line. */
    public List<String> arguments() {
        return arguments;
    }

    /** Returns the runtime on which the program runs. It is closed after the program. */
    public Nagare runtime() {
        return runtime;
    }

    /**
     * Completes when the process is to end: at the first signal. A program that subscribes to this says that it ends
     * itself; it then has until the limit. Demand: none is needed.
     */
    public One<Void> ending() {
        return One.defer(() -> {
            endsItself = true;
            return first() == null ? ending.cancelled() : One.empty();
        });
    }
}
