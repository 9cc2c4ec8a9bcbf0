package io.nagare.process;

import io.nagare.Bytes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * What a {@link Command} consists of. A command changes a copy before it makes the next command of it, and nobody
 * changes it after that.
 */
final class CommandSettings {

    private static final int DEFAULT_LIMIT = 16 * 1024 * 1024;
    private static final Duration DEFAULT_GRACE = Duration.ofSeconds(5);

    /** The program and its arguments. */
    final List<String> words;

    /** What is set, or removed if the value is null. */
    final Map<String, @Nullable String> environment;

    boolean emptyEnvironment;
    @Nullable Path directory;
    @Nullable ChildStream stdin;
    @Nullable ChildStream stdout;
    @Nullable ChildStream stderr;
    boolean mergesErrors;
    @Nullable Publisher<Bytes> input;
    Duration grace = DEFAULT_GRACE;
    int outputLimit = DEFAULT_LIMIT;

    CommandSettings(String program) {
        words = new ArrayList<>(List.of(program));
        environment = new LinkedHashMap<>();
    }

    private CommandSettings(CommandSettings from) {
        words = new ArrayList<>(from.words);
        environment = new LinkedHashMap<>(from.environment);
        emptyEnvironment = from.emptyEnvironment;
        directory = from.directory;
        stdin = from.stdin;
        stdout = from.stdout;
        stderr = from.stderr;
        mergesErrors = from.mergesErrors;
        input = from.input;
        grace = from.grace;
        outputLimit = from.outputLimit;
    }

    CommandSettings copy() {
        return new CommandSettings(this);
    }

    /**
     * Refuses an input that is piped, but that nobody could write.
     *
     * @throws IllegalStateException if it is so
     */
    void requireInputFor(String call) {
        if (input == null && stdin != null && stdin.isPiped()) {
            throw refused(call, "stdin is piped, but nobody could write it: use input, or running with Child.stdin()");
        }
    }

    /** Refuses an output that is piped, but that nobody could read. Otherwise as {@link #requireInputFor}. */
    void requireOutputNotPiped(String call) {
        if (stdout != null && stdout.isPiped()) {
            throw refused(call, "stdout is piped, but nobody could read it: use output, read or running");
        }
    }

    /** Refuses an error output that is piped, but that nobody could read. */
    void requireErrorsNotPiped(String call) {
        if (stderr != null && stderr.isPiped()) {
            throw refused(
                    call,
                    "stderr is piped, but nobody could read it: use running with Child.stderr(), or errorsIntoOutput");
        }
    }

    /** Refuses an output that does not lead to this process, as the call would drop where it leads. */
    void requireOutputFor(String call) {
        if (stdout != null && !stdout.isPiped()) {
            throw refused(call, "it emits stdout, which is " + stdout + ": leave stdout out, or use exit or running");
        }
    }

    /** Refuses an input of a command that is not the first of a pipeline. */
    void requireNoInputForPipeline() {
        if (input != null) {
            throw refused("a pipeline", "it has an input, but reads what the command before it writes: leave it out");
        }
        if (stdin != null) {
            throw refused(
                    "a pipeline",
                    "stdin is " + stdin + ", but it reads what the command before it writes: leave it out");
        }
    }

    /** Refuses an output of a command that is not the last of a pipeline. */
    void requireNoOutputForPipeline() {
        if (stdout != null) {
            throw refused("a pipeline", "stdout is " + stdout + ", but the next command reads it: leave it out");
        }
    }

    private IllegalStateException refused(String call, String why) {
        return new IllegalStateException(call + " of " + words.get(0) + ": " + why);
    }

    static void requireName(String name) {
        if (name.isEmpty()) {
            throw new IllegalArgumentException("the name of a variable is empty");
        }
        if (name.indexOf('=') >= 0) {
            throw new IllegalArgumentException("the name of a variable contains '=': " + name);
        }
        requireText("the name of a variable", name);
    }

    /** Refuses a text that a child would not get as it is. */
    static void requireText(String what, String text) {
        int at = text.indexOf('\0');
        if (at >= 0) {
            throw new IllegalArgumentException(
                    what + " contains the character NUL at " + at + ": the system would cut it off there");
        }
        NativeText.OF_SYSTEM.require(what, text);
    }
}
