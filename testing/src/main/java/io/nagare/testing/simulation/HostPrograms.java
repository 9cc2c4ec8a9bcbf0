package io.nagare.testing.simulation;

import static java.util.Objects.requireNonNull;

import io.nagare.driver.ChildStarter;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.ProcessBuilder.Redirect;
import java.nio.ByteBuffer;
import java.nio.channels.Channel;
import java.nio.channels.ReadableByteChannel;
import java.nio.channels.SelectableChannel;
import java.nio.channels.WritableByteChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The programs that can be started as children on a host, and the children that run. Used by the thread that steps.
 *
 * <p>Always holds: what is started has its own ends of pipes, so the starter closes those that it has opened for it.
 */
final class HostPrograms {

    private static final long FIRST_PID = 100;

    /** How much of what goes to the host's own output is shown in the timeline. */
    private static final int SHOWN = 80;

    private final Host host;
    private final Chance chance;
    private final Map<String, ChildProgram> programs = new LinkedHashMap<>();
    private final Set<ChildRun> running = new LinkedHashSet<>();
    private long nextPid = FIRST_PID;

    /** How many signals and ends are on their way. */
    private int underWay;

    /** The standard streams that a child is started with. */
    final class Streams {

        private final Descriptors descriptors = new Descriptors();
        private final List<StandardEnd<?>> opened = new ArrayList<>();
        private final StandardEnd<ReadableByteChannel> in;
        private final StandardEnd<WritableByteChannel> out;
        private final StandardEnd<WritableByteChannel> errors;
        private Runnable broken = () -> {};

        Streams(ChildStarter.Start start, @Nullable ChildRun parent) throws IOException {
            SimulatedChild from = parent == null ? null : parent.child();
            try {
                in = input(start.stdin(), from);
                out = output(start.stdout(), from == null ? null : from.output(), "output");
                ChildStarter.Stream stderr = start.stderr();
                errors = stderr == null
                        ? keep(out.inherited(descriptors))
                        : output(stderr, from == null ? null : from.errorOutput(), "error output");
            } catch (Throwable failure) {
                opened.forEach(StandardEnd::release);
                throw failure;
            }
        }

        Descriptors descriptors() {
            return descriptors;
        }

        /** Sets what is called when the reader of an output has gone. */
        void broken(Runnable then) {
            broken = then;
        }

        ChildInputEnd stdin() {
            return new ChildInputEnd(in);
        }

        ChildOutputEnd stdout() {
            return new ChildOutputEnd(out, () -> broken.run(), HostPrograms.this);
        }

        ChildOutputEnd stderr() {
            return new ChildOutputEnd(errors, () -> broken.run(), HostPrograms.this);
        }

        private <C extends Channel> StandardEnd<C> keep(StandardEnd<C> end) {
            opened.add(end);
            return end;
        }

        private StandardEnd<ReadableByteChannel> input(ChildStarter.Stream stream, @Nullable SimulatedChild from)
                throws IOException {
            Redirect redirect = stream.redirect();
            SelectableChannel pipe = stream.pipe();
            if (pipe != null) {
                return keep(new StandardEnd<>(((SimulatedPipe.Source) pipe).inherited(descriptors)));
            }
            if (redirect == Redirect.INHERIT && from != null) {
                return keep(from.input().end().inherited(descriptors));
            }
            if (redirect == Redirect.INHERIT || isNothing(redirect)) {
                return keep(new StandardEnd<>(new Nothing()));
            }
            return keep(new StandardEnd<>(open(redirect, StandardOpenOption.READ)));
        }

        private StandardEnd<WritableByteChannel> output(
                ChildStarter.Stream stream, @Nullable ChildOutputEnd inherited, String name) throws IOException {
            Redirect redirect = stream.redirect();
            SelectableChannel pipe = stream.pipe();
            if (pipe != null) {
                return keep(new StandardEnd<>(((SimulatedPipe.Sink) pipe).inherited(descriptors)));
            }
            if (redirect == Redirect.INHERIT && inherited != null) {
                return keep(inherited.end().inherited(descriptors));
            }
            if (redirect == Redirect.INHERIT) {
                return keep(new StandardEnd<>(new OfHost(name)));
            }
            if (isNothing(redirect)) {
                return keep(new StandardEnd<>(new Nothing()));
            }
            return keep(new StandardEnd<>(
                    redirect.type() == Redirect.Type.APPEND
                            ? open(redirect, StandardOpenOption.CREATE, StandardOpenOption.APPEND)
                            : open(
                                    redirect,
                                    StandardOpenOption.CREATE,
                                    StandardOpenOption.WRITE,
                                    StandardOpenOption.TRUNCATE_EXISTING)));
        }
    }

    /** An input that has ended, and an output that drops everything. */
    private static class Nothing implements ReadableByteChannel, WritableByteChannel {

        @Override
        public int read(ByteBuffer target) {
            return -1;
        }

        @Override
        public int write(ByteBuffer source) {
            int count = source.remaining();
            source.position(source.limit());
            return count;
        }

        @Override
        public boolean isOpen() {
            return true;
        }

        @Override
        public void close() {}
    }

    /** What the host's own process would print: it is shown in the timeline. */
    private final class OfHost extends Nothing {

        private final String name;

        OfHost(String name) {
            this.name = name;
        }

        @Override
        public int write(ByteBuffer source) {
            ByteBuffer shown = source.slice(source.position(), Math.min(SHOWN, source.remaining()));
            host.note(name + ": " + StandardCharsets.UTF_8.decode(shown));
            return super.write(source);
        }
    }

    HostPrograms(Host host, Chance chance) {
        this.host = host;
        this.chance = chance;
    }

    Chance chance() {
        return chance;
    }

    void add(String name, ChildProgram program) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the name of a program is empty");
        }
        programs.put(name, requireNonNull(program, "program"));
    }

    /**
     * Starts a child.
     *
     * @param parent the child that starts it, or null for the host's own program
     */
    Process start(ChildStarter.Start start, @Nullable ChildRun parent) throws IOException {
        ChildProgram program = programs.get(start.program());
        if (program == null) {
            throw new IOException("Cannot run program \"" + start.program() + "\": error=2, No such file or directory"
                    + " (the host " + host + " has the programs " + programs.keySet() + ": see Host.program)");
        }
        Streams streams = new Streams(start, parent);
        SimulatedChild child = new SimulatedChild(
                nextPid++,
                start.words(),
                environment(start, parent),
                directory(start, parent),
                streams.stdin(),
                streams.stdout(),
                streams.stderr());
        ChildRun run = new ChildRun(host, this, streams, child);
        running.add(run);
        host.note("starts " + child);
        run.begin(program);
        return run.process();
    }

    private static Map<String, String> environment(ChildStarter.Start start, @Nullable ChildRun parent) {
        Map<String, String> made = new LinkedHashMap<>();
        if (parent != null && !start.emptyEnvironment()) {
            made.putAll(parent.child().environment());
        }
        start.environment().forEach((name, value) -> {
            if (value == null) {
                made.remove(name);
            } else {
                made.put(name, value);
            }
        });
        return Collections.unmodifiableMap(made);
    }

    private static Path directory(ChildStarter.Start start, @Nullable ChildRun parent) {
        Path given = start.directory();
        return given != null ? given : parent == null ? Path.of("/") : parent.child().directory();
    }

    private static boolean isNothing(Redirect redirect) {
        return redirect == Redirect.DISCARD
                || Set.of("/dev/null", "NUL").contains(String.valueOf(redirect.file()));
    }

    /** Opens a file of the host's disk. It may outlive the child that it is opened for. */
    @SuppressWarnings("unchecked") // as it is opened, it is used
    private <C extends Channel> C open(Redirect redirect, OpenOption... options) throws IOException {
        Path path = requireNonNull(redirect.file(), "file").toPath();
        try {
            return (C) Files.newByteChannel(host.disk().of(path), options);
        } catch (NoSuchFileException missing) {
            FileNotFoundException told = new FileNotFoundException(path + " (No such file or directory)");
            told.initCause(missing);
            throw new IOException(told.getMessage(), told);
        }
    }

    /** Lets something happen between two times later. */
    void later(Runnable action, Duration least, Duration most) {
        underWay++;
        long at = host.simulation().world().nanoTime() + chance.between(least, most);
        host.simulation().world().at(at, () -> {
            underWay--;
            action.run();
        });
    }

    /** Whether no signal and no end of a child is on its way. */
    boolean isQuiet() {
        return underWay == 0;
    }

    /** The children that have not ended. */
    List<ChildRun> running() {
        return List.copyOf(running);
    }

    void ended(ChildRun child) {
        running.remove(child);
    }

    /** The host has crashed, and its children with it. */
    void crash() {
        running().forEach(ChildRun::stop);
    }
}
