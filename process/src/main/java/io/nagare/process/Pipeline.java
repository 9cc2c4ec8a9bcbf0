package io.nagare.process;

import io.nagare.ByteStream;
import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.One;
import io.nagare.Owned;
import io.nagare.stage.Programs;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/**
 * Commands of which each reads what the one before it writes, as {@code a | b | c} in a shell. The system connects
 * them: what they say to each other does not enter this process. Immutable; nothing is started before a subscriber
 * asks.
 *
 * <p>The input of the first, the output of the last and all error outputs lead where their commands say. The output of
 * the others, and the input of all but the first, are the pipeline's, and a command that says otherwise is refused. If
 * one cannot be started, none goes on. Cancellation ends all.
 */
public final class Pipeline {

    private final List<Command> commands;

    private Pipeline(List<Command> commands) {
        this.commands = commands;
    }

    /** Returns a pipeline of these commands. Otherwise as {@link #pipeTo}. */
    public static Pipeline of(Command first, Command second, Command... more) {
        Pipeline pipeline = new Pipeline(List.of(Objects.requireNonNull(first, "first"))).pipeTo(second);
        for (Command next : more) {
            pipeline = pipeline.pipeTo(next);
        }
        return pipeline;
    }

    /**
     * Adds a command that reads what the last one writes.
     *
     * @throws IllegalStateException if the last one says where its output goes, or the next one has an input
     */
    public Pipeline pipeTo(Command next) {
        last().settings().requireNoOutputForPipeline();
        next.settings().requireNoInputForPipeline();
        List<Command> all = new ArrayList<>(commands);
        all.add(Objects.requireNonNull(next, "next"));
        return new Pipeline(List.copyOf(all));
    }

    /** The children of one run. */
    private record Running(List<Child> children) implements Owned {

        Publisher<?> release() {
            return One.allOf(children.stream().map(Command::release).toList());
        }

        @Override
        public void ownerEnded(boolean completed) {
            children.forEach(child -> child.ownerEnded(completed));
        }
    }

    /**
     * Starts the children, passes them to the function in their order, and emits the items of the resulting publisher.
     * All children are ended when that publisher completes, fails or is cancelled. The end is passed on when they have
     * ended.
     */
    public <T> Many<T> running(Function<? super List<Child>, ? extends Publisher<? extends T>> function) {
        Objects.requireNonNull(function, "function");
        return Many.usingWhen(launch(), running -> fed(running, function.apply(running.children)), Running::release);
    }

    private <T> One<T> runningOne(Function<? super List<Child>, ? extends One<? extends T>> function) {
        return One.usingWhen(
                launch(), running -> One.<T>from(fed(running, function.apply(running.children))), Running::release);
    }

    private One<Running> launch() {
        return Programs.drivenOne((subscriber, strand) ->
                strand.attach(One.blocking(() -> new Running(Launch.start(commands, strand.driver()))), subscriber));
    }

    private <T> Publisher<? extends T> fed(Running running, Publisher<? extends T> stream) {
        return commands.get(0).fed(running.children.get(0), stream);
    }

    /**
     * Runs all to their ends and emits how they have ended, in their order.
     *
     * @throws IllegalStateException if a stream is piped, without an input: the children would wait for ever
     */
    public One<List<ExitStatus>> exit() {
        requireUsed("exit");
        last().settings().requireOutputNotPiped("exit");
        return runningOne(Pipeline::exits);
    }

    /** Refuses a stream that is piped to this process, but that nobody could use. The last output is not looked at. */
    private void requireUsed(String call) {
        commands.get(0).settings().requireInputFor(call);
        commands.forEach(command -> command.settings().requireErrorsNotPiped(call));
    }

    private static One<List<ExitStatus>> exits(List<Child> children) {
        return One.zip(children.stream().map(Child::exit).toList());
    }

    /**
     * Runs all to their ends and emits what the last has written, and how they have ended. Otherwise as
     * {@link Command#output()}; the limit is that of the last command. Error outputs are not collected.
     *
     * @throws IllegalStateException if the first input is piped, without an input, or an error output is: the children
     *     would wait for ever. Or if the last output leads elsewhere
     */
    public One<PipelineOutput> output() {
        requireUsed("output");
        last().settings().requireOutputFor("output");
        Command last = last();
        return withOutput().runningOne(children -> One.zip(
                LimitedBytes.of(lastOf(children).stdout(), last.program(), "stdout", last.outputLimit()),
                exits(children),
                (bytes, statuses) -> new PipelineOutput(statuses, bytes)));
    }

    /**
     * Emits what the last child writes, then completes if it has succeeded; the others may fail, as in a shell.
     * Otherwise as {@link Command#read()}.
     *
     * @throws IllegalStateException as {@link #output()} does
     */
    public ByteStream read() {
        requireUsed("read");
        last().settings().requireOutputFor("read");
        return ByteStream.of(withOutput().running(children ->
                lastOf(children).stdout().concatWith(last().<Bytes>success(lastOf(children)))));
    }

    private Pipeline withOutput() {
        List<Command> all = new ArrayList<>(commands);
        all.set(all.size() - 1, last().withPipes(false));
        return new Pipeline(List.copyOf(all));
    }

    private Command last() {
        return commands.get(commands.size() - 1);
    }

    private static Child lastOf(List<Child> children) {
        return children.get(children.size() - 1);
    }

    /** Returns the commands, as in a shell. */
    @Override
    public String toString() {
        return String.join(" | ", commands.stream().map(Command::toString).toList());
    }
}
