package io.nagare.testing.simulation;

import java.io.InputStream;
import java.io.OutputStream;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;

/** A child of a simulated host, as the JDK's processes are used: by the process that has started it. */
final class SimulatedProcess extends Process {

    private final ChildRun run;
    private final CompletableFuture<Process> exit = new CompletableFuture<>();
    private int code = -1;

    SimulatedProcess(ChildRun run) {
        this.run = run;
    }

    /** The process that has started the child learns of its end. */
    void exited(int with) {
        code = with;
        exit.complete(this);
    }

    @Override
    public long pid() {
        return run.child().pid();
    }

    @Override
    public CompletableFuture<Process> onExit() {
        return exit;
    }

    @Override
    public boolean isAlive() {
        return !exit.isDone();
    }

    @Override
    public int exitValue() {
        if (isAlive()) {
            throw new IllegalThreadStateException("the child " + run.child() + " has not ended");
        }
        return code;
    }

    @Override
    public void destroy() {
        run.terminate();
    }

    @Override
    public Process destroyForcibly() {
        run.kill();
        return this;
    }

    @Override
    public int waitFor() {
        throw neverBlocks();
    }

    @Override
    public boolean waitFor(long timeout, TimeUnit unit) {
        throw neverBlocks();
    }

    private static UnsupportedOperationException neverBlocks() {
        return new UnsupportedOperationException("a simulated process is not waited for on a thread: use onExit");
    }

    @Override
    public OutputStream getOutputStream() {
        return OutputStream.nullOutputStream();
    }

    @Override
    public InputStream getInputStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public InputStream getErrorStream() {
        return InputStream.nullInputStream();
    }

    @Override
    public String toString() {
        return run.child().toString();
    }
}
