package io.nagare.process;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.driver.Driver;
import io.nagare.driver.Resource;
import io.nagare.failure.TimedOutException;
import io.nagare.process.pipe.PipeEnd;
import io.nagare.process.pipe.PipeReadSource;
import io.nagare.stage.Programs;
import io.nagare.sync.CancellationToken;
import java.nio.channels.Pipe;
import java.time.Duration;
import java.util.Locale;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.jspecify.annotations.Nullable;

/**
 * What is behind a {@link Child}: the system's process, the pipes to it, and how it has ended. May be used by any
 * thread.
 *
 * <p>Always holds: the runtime on which it was started knows it until it has ended and its pipes are closed. The JDK
 * waits for each child with a thread of its own, so none is left as a zombie.
 */
final class ChildProcess implements Resource, Runnable {

    static final boolean ON_WINDOWS =
            System.getProperty("os.name", "").toLowerCase(Locale.ROOT).startsWith("windows");

    private final Process process;
    private final String program;
    private final Duration grace;
    private final Driver home;

    final @Nullable PipeEnd<Pipe.SinkChannel> stdin;
    final @Nullable PipeEnd<Pipe.SourceChannel> stdout;
    final @Nullable PipeEnd<Pipe.SourceChannel> stderr;

    /** Cancelled when the child has ended. */
    private final CancellationToken exited = CancellationToken.create();

    /** Written before the token is cancelled. */
    private volatile @Nullable ExitStatus status;

    /** Whether the child was asked to end. It may take a second time for an order to give up at once. */
    private final AtomicBoolean asked = new AtomicBoolean();

    /** Whether the system has started it. Written before anybody else sees this. */
    private boolean ofSystem;

    private volatile boolean keptRunning;
    private volatile boolean closed;

    ChildProcess(
            Process process,
            Command command,
            Driver home,
            @Nullable PipeEnd<Pipe.SinkChannel> stdin,
            @Nullable PipeEnd<Pipe.SourceChannel> stdout,
            @Nullable PipeEnd<Pipe.SourceChannel> stderr) {
        this.process = process;
        this.program = command.program();
        this.grace = command.grace();
        this.home = home;
        this.stdin = stdin;
        this.stdout = stdout;
        this.stderr = stderr;
    }

    /** Makes the runtime know this. Returns false, and kills the child, if the runtime was closed. */
    boolean open() {
        ofSystem = true;
        JvmEnd.enter(this);
        return enter();
    }

    /** As {@link #open}, for a child of a simulated host. It does not end with this JVM; no other thread ends it. */
    boolean openSimulated() {
        return enter();
    }

    /** Whether the system has started it, and not a simulated host. */
    boolean isOfSystem() {
        return ofSystem;
    }

    private boolean enter() {
        process.onExit().thenAccept(this::exited);
        if (!home.opened(this)) {
            runtimeClosed();
            return false;
        }
        return true;
    }

    private void exited(Process ended) {
        JvmEnd.leave(this);
        status = new ExitStatus(ended.exitValue());
        exited.cancel();
        if (closed || keptRunning) {
            home.closed(this);
        }
    }

    String program() {
        return program;
    }

    long pid() {
        return process.pid();
    }

    @Nullable ExitStatus status() {
        return status;
    }

    /** Completes when the child has ended. */
    One<ExitStatus> exit() {
        return exited.cancelled().then(One.fromCallable(this::status));
    }

    void terminate() {
        process.destroy();
    }

    void kill() {
        process.destroyForcibly();
    }

    void keepRunning() {
        keptRunning = true;
        JvmEnd.leave(this);
    }

    Driver home() {
        return home;
    }

    Duration grace() {
        return grace;
    }

    /** Asks the child to end, as nobody will talk to it any more. It is killed if it has no grace. */
    void endWithJvm() {
        close(stdin);
        if (grace.isZero()) {
            kill();
        } else {
            ask();
        }
    }

    private void ask() {
        if (asked.compareAndSet(false, true)) {
            terminate();
        }
    }

    /** Waits until the child has ended, but only so long. */
    void awaitEnd(Duration limit) {
        try {
            process.waitFor(limit.toNanos(), TimeUnit.NANOSECONDS);
        } catch (InterruptedException noLonger) {
            Thread.currentThread().interrupt();
        }
    }

    /**
     * Ends the child and closes the pipes; completes when it has ended. It is asked to end, and killed if it is still
     * there after the grace. Meanwhile its input is closed and its output dropped, so that it need not wait for anyone.
     */
    One<ExitStatus> end() {
        return One.defer(() -> {
            if (stdin != null) {
                stdin.close();
            }
            if (grace.isZero()) {
                kill();
            } else if (status == null) {
                ask();
            }
            One<Void> dropped = One.allOf(drop(stdout), drop(stderr)).takeUntil(exited.cancelled());
            One<ExitStatus> ended = dropped.then(exit());
            return (grace.isZero() ? ended : ended.timeout(grace))
                    .onErrorResume(TimedOutException.class, late -> {
                        kill();
                        return exit();
                    })
                    .doOnError(failure -> kill())
                    .doOnCancel(this::kill)
                    .doFinally(end -> close());
        });
    }

    private static One<Void> drop(@Nullable PipeEnd<Pipe.SourceChannel> pipe) {
        return pipe == null ? One.empty() : read(pipe).then().onErrorComplete();
    }

    static Many<Bytes> read(PipeEnd<Pipe.SourceChannel> pipe) {
        return Programs.driven((subscriber, strand) ->
                new PipeReadSource(pipe, ChildStreamException::new, subscriber, strand).start());
    }

    /** Ends the child, without anybody waiting for that. Does nothing if that was done. */
    void endSoon() {
        if (closed || keptRunning) {
            return;
        }
        closed = true;
        try {
            end().subscribe(ended -> {}, failure -> kill());
        } catch (Throwable noMemory) {
            kill();
            closePipes();
        }
    }

    /** The child has ended, or was killed. */
    private void close() {
        closed = true;
        closePipes();
        if (status != null) {
            home.closed(this);
        }
    }

    private void closePipes() {
        close(stdin);
        close(stdout);
        close(stderr);
    }

    private static void close(@Nullable PipeEnd<?> pipe) {
        if (pipe != null) {
            pipe.close();
        }
    }

    /** Nothing can be waited for, so the child is killed. */
    @Override
    public void runtimeClosed() {
        closed = true;
        if (!keptRunning) {
            kill();
        }
        closePipes();
    }

    /** The handle was dropped without being closed. */
    @Override
    public void run() {
        if (!closed) {
            runtimeClosed();
            home.closed(this);
        }
    }
}
