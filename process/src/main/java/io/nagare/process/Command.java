package io.nagare.process;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.stage.Programs;
import io.nagare.sync.CancellationToken;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.reactivestreams.Publisher;

/**
 * A program with its arguments, environment, directory and streams. Immutable; each method returns a changed copy.
 * Nothing is started before a subscriber asks, and each subscription starts anew.
 *
 * <pre>{@code
 * One<String> version = Command.of("git", "--version").output().map(output -> output.orFail().text());
 * Many<String> found = Command.of("grep", "-r", "TODO", ".").read().lines().take(10);
 * }</pre>
 *
 * <p>Arguments are passed as they are: no shell reads them, so nothing in them is special. A child is started on a
 * thread that may block, for about a millisecond. After that it takes no thread of the runtime.
 *
 * <p><i>Cancellation</i> of a stream that has started a child ends the child; see {@link Child#end()}. <i>Errors</i>:
 * {@link CommandFailedException} if it cannot be started.
 *
 * <p>A stream for which the command says nothing is inherited if it is an output, and empty if it is the input; a child
 * does not take what is typed for this process. Methods that collect an output have it piped.
 */
public final class Command {

    /** Takes the place of a status until there is one. */
    private static final ExitStatus UNKNOWN = new ExitStatus(-1);

    private final CommandSettings settings;

    private Command(CommandSettings settings) {
        this.settings = settings;
    }

    /**
     * Returns a command.
     *
     * @param program a path, or a name that is looked for in the {@code PATH} of this process
     * @throws IllegalArgumentException if the program is empty, or a word contains the character NUL, or one that the
     *     charset of this JVM cannot encode, such as any beyond ASCII in a locale without UTF-8
     */
    public static Command of(String program, String... arguments) {
        if (program.isEmpty()) {
            throw new IllegalArgumentException("the program is empty");
        }
        CommandSettings.requireText("the program", program);
        return new Command(new CommandSettings(program)).arguments(List.of(arguments));
    }

    /** Adds an argument. Refuses what {@link #of} refuses. */
    public Command argument(String argument) {
        return arguments(List.of(argument));
    }

    /** Adds arguments. Refuses what {@link #of} refuses. */
    public Command arguments(List<String> arguments) {
        CommandSettings draft = settings.copy();
        for (String argument : arguments) {
            CommandSettings.requireText("argument " + draft.words.size(), argument);
            draft.words.add(argument);
        }
        return new Command(draft);
    }

    /**
     * Sets a variable of the environment. Without such calls the child has the environment of this process.
     *
     * @throws IllegalArgumentException if the name is empty or contains {@code =}, or one of both contains a character
     *     that {@link #of} refuses
     */
    public Command environment(String name, String value) {
        CommandSettings.requireName(name);
        CommandSettings.requireText("the value of the variable " + name, value);
        CommandSettings draft = settings.copy();
        draft.environment.put(name, value);
        return new Command(draft);
    }

    /** Removes a variable from the environment; see {@link #environment(String, String)}. */
    public Command withoutEnvironment(String name) {
        CommandSettings.requireName(name);
        CommandSettings draft = settings.copy();
        draft.environment.put(name, null);
        return new Command(draft);
    }

    /** Removes all variables of this process from the environment, and those that this command has set before. */
    public Command emptyEnvironment() {
        CommandSettings draft = settings.copy();
        draft.emptyEnvironment = true;
        draft.environment.clear();
        return new Command(draft);
    }

    /**
     * Sets the directory in which the child starts. Without it, the child starts in that of this process.
     *
     * @throws IllegalArgumentException if the directory is in an archive or the like
     */
    public Command directory(Path start) {
        CommandSettings draft = settings.copy();
        draft.directory = ChildPaths.check(start, "directory");
        return new Command(draft);
    }

    /**
     * Sets where the child's input comes from.
     *
     * @throws IllegalArgumentException if that is a file to write
     */
    public Command stdin(ChildStream from) {
        CommandSettings draft = settings.copy();
        draft.stdin = from.asInput();
        draft.input = null;
        return new Command(draft);
    }

    /**
     * Sets where the child's output goes.
     *
     * @throws IllegalArgumentException if that is a file to read
     */
    public Command stdout(ChildStream to) {
        CommandSettings draft = settings.copy();
        draft.stdout = to.asOutput("stdout");
        return new Command(draft);
    }

    /**
     * Sets where the child's error output goes.
     *
     * @throws IllegalArgumentException if that is a file to read
     */
    public Command stderr(ChildStream to) {
        CommandSettings draft = settings.copy();
        draft.stderr = to.asOutput("stderr");
        draft.mergesErrors = false;
        return new Command(draft);
    }

    /** Lets the error output go where the output goes, in the order in which the child writes. */
    public Command errorsIntoOutput() {
        CommandSettings draft = settings.copy();
        draft.stderr = null;
        draft.mergesErrors = true;
        return new Command(draft);
    }

    /**
     * Sets what the child reads; then its input ends. It is written while the child runs. A child that ends, or closes
     * its input, before it has read all is no failure: the publisher is cancelled. A failure of the publisher ends the
     * child. For every way to run a command but {@link #start()}.
     */
    public Command input(Publisher<Bytes> bytes) {
        CommandSettings draft = settings.copy();
        draft.input = Objects.requireNonNull(bytes, "bytes");
        draft.stdin = ChildStream.piped();
        return new Command(draft);
    }

    /** Sets what the child reads. Otherwise as {@link #input(Publisher)}. */
    public Command input(Bytes bytes) {
        return input(One.just(bytes));
    }

    /**
     * Sets how long a child that is asked to end has until it is killed, 5 seconds unless set. With zero it is killed
     * at once.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Command grace(Duration time) {
        if (time.isNegative()) {
            throw new IllegalArgumentException("the grace is negative: " + time);
        }
        CommandSettings draft = settings.copy();
        draft.grace = time;
        return new Command(draft);
    }

    /**
     * Sets how much of each stream {@link #output()} collects, in bytes, at least 0; 16 MiB unless set.
     *
     * @throws IllegalArgumentException if it is negative
     */
    public Command outputLimit(int bytes) {
        if (bytes < 0) {
            throw new IllegalArgumentException("the limit is negative: " + bytes);
        }
        CommandSettings draft = settings.copy();
        draft.outputLimit = bytes;
        return new Command(draft);
    }

    /**
     * Begins a pipeline: this command's output is the input of the next.
     *
     * @throws IllegalStateException if it is said where this output goes, or where that input comes from
     */
    public Pipeline pipeTo(Command next) {
        return Pipeline.of(this, next);
    }

    // Running

    /**
     * Starts a child and emits it. Whoever gets the child has to close it; see {@link Child} for what ends it
     * otherwise. A child that was started for a stream that was cancelled meanwhile is ended. A later cancellation does
     * not end it: in {@code start().flatMap(...)} nobody closes a child of a stream that is cancelled, and it goes on
     * until its handle is dropped. To bind a child to a stream, use {@link #running}.
     *
     * @throws IllegalStateException if this has an {@link #input}
     */
    public One<Child> start() {
        if (settings.input != null) {
            throw new IllegalStateException("nobody would write the input: use running, or Child.stdin()");
        }
        return launch();
    }

    private One<Child> launch() {
        return Programs.drivenOne((subscriber, strand) ->
                strand.attach(One.blocking(() -> Launch.child(this, strand.driver())), subscriber));
    }

    /**
     * Starts a child, passes it to the function, and emits the items of the resulting publisher. The child is ended
     * when that publisher completes, fails or is cancelled. The end is passed on when the child has ended.
     */
    public <T> Many<T> running(Function<? super Child, ? extends Publisher<? extends T>> function) {
        Objects.requireNonNull(function, "function");
        return Many.usingWhen(launch(), child -> fed(child, function.apply(child)), Command::release);
    }

    /** As {@link #running}, for one item at most. */
    public <T> One<T> runningOne(Function<? super Child, ? extends One<? extends T>> function) {
        Objects.requireNonNull(function, "function");
        return One.usingWhen(launch(), child -> fedOne(child, function.apply(child)), Command::release);
    }

    static Publisher<?> release(Child child) {
        return child.end().onErrorComplete();
    }

    /** Writes the input, if there is one, until the stream ends. */
    <T> Publisher<? extends T> fed(Child child, Publisher<? extends T> stream) {
        Publisher<Bytes> bytes = settings.input;
        if (bytes == null) {
            return stream;
        }
        CancellationToken ended = CancellationToken.create();
        One<T> feeding = child.stdin().feed(bytes).takeUntil(ended.cancelled()).then(One.empty());
        return Many.merge(feeding, Many.<T>from(stream).doOnComplete(ended::cancel));
    }

    private <T> One<? extends T> fedOne(Child child, One<? extends T> one) {
        return settings.input == null ? one : One.<T>from(fed(child, one));
    }

    /**
     * Runs the command to its end and emits how it has ended.
     *
     * @throws IllegalStateException if a stream is piped, without an {@link #input}: the child would wait for ever
     */
    public One<ExitStatus> exit() {
        settings.requireInputFor("exit");
        settings.requireOutputNotPiped("exit");
        settings.requireErrorsNotPiped("exit");
        return runningOne(Child::exit);
    }

    /**
     * Runs the command to its end and emits all that it has written, and how it has ended. That it has failed is no
     * failure of the stream; see {@link CommandOutput#orFail()}. Waits until every process that has inherited the
     * outputs has closed them. Errors: {@link OutputTooLongException} if there is more than {@link #outputLimit}; the
     * child is ended.
     *
     * @throws IllegalStateException if the input is piped, without an {@link #input}: the child would wait for ever
     */
    public One<CommandOutput> output() {
        settings.requireInputFor("output");
        Command piped = withPipes(true);
        return piped.runningOne(child -> {
            One<Bytes> out = piped.stdout().isPiped() ? collect(child.stdout(), "stdout") : One.just(Bytes.empty());
            One<Bytes> errors = !settings.mergesErrors && piped.stderr().isPiped()
                    ? collect(child.stderr(), "stderr")
                    : One.just(Bytes.empty());
            One<CommandOutput> both = One.zip(
                    out, errors, (first, second) -> new CommandOutput(program(), UNKNOWN, first, second));
            return One.zip(both, child.exit(), (output, status) -> output.with(status));
        });
    }

    private One<Bytes> collect(ByteStream bytes, String stream) {
        return LimitedBytes.of(bytes, program(), stream, settings.outputLimit);
    }

    /**
     * Emits what the child writes to its output, then completes if it has succeeded. Demand: see
     * {@link Child#stdout()}. Errors: {@link ExitFailureException} if it has not succeeded.
     *
     * @throws IllegalStateException if the input is piped, without an {@link #input}, or the error output is: the child
     *     would wait for ever. Or if the output leads elsewhere
     */
    public ByteStream read() {
        settings.requireOutputFor("read");
        settings.requireInputFor("read");
        settings.requireErrorsNotPiped("read");
        Command piped = withPipes(false);
        return ByteStream.of(piped.running(child -> child.stdout().concatWith(piped.success(child))));
    }

    /** Completes if the child succeeds. */
    <T> One<T> success(Child child) {
        return child.exit().flatMap(status -> status.isSuccess()
                ? One.empty()
                : One.error(new ExitFailureException(program(), status, "")));
    }

    /** Returns this with the output piped, and the error output if it is not said where it goes. */
    Command withPipes(boolean errors) {
        CommandSettings draft = settings.copy();
        draft.stdout = settings.stdout == null || !errors ? ChildStream.piped() : settings.stdout;
        draft.stderr = settings.stderr == null && errors && !settings.mergesErrors ? ChildStream.piped() : stderr();
        return new Command(draft);
    }

    // For the launch and pipelines

    CommandSettings settings() {
        return settings;
    }

    String program() {
        return settings.words.get(0);
    }

    List<String> words() {
        return settings.words;
    }

    boolean hasEmptyEnvironment() {
        return settings.emptyEnvironment;
    }

    Map<String, @Nullable String> environment() {
        return settings.environment;
    }

    Optional<Path> directory() {
        return Optional.ofNullable(settings.directory);
    }

    ChildStream stdin() {
        return settings.stdin == null ? ChildStream.discarded() : settings.stdin;
    }

    ChildStream stdout() {
        return settings.stdout == null ? ChildStream.inherited() : settings.stdout;
    }

    ChildStream stderr() {
        return settings.stderr == null ? ChildStream.inherited() : settings.stderr;
    }

    boolean mergesErrors() {
        return settings.mergesErrors;
    }

    Duration grace() {
        return settings.grace;
    }

    int outputLimit() {
        return settings.outputLimit;
    }

    /** Returns the program and how many arguments it has; these may be secrets. */
    @Override
    public String toString() {
        return program() + " with " + (settings.words.size() - 1) + " arguments";
    }
}
