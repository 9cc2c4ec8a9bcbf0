package io.nagare.tck;

import static io.nagare.tck.Row.source;

import io.nagare.Bytes;
import io.nagare.One;
import io.nagare.process.Child;
import io.nagare.process.ChildStream;
import io.nagare.process.Command;
import io.nagare.process.OwnInput;
import io.nagare.process.Pipeline;
import io.nagare.process.Signals;
import io.nagare.process.StandardStreams;
import java.io.InputStream;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.function.Function;
import org.reactivestreams.Publisher;

/** Children, signals and the standard streams of this process. */
final class ProcessesTckTest extends Table {

    /** More items would need a child that runs longer for each test. */
    private static final int MOST_ITEMS = 1_000;

    private static final Command SUCCESS = Command.of("true").grace(Duration.ZERO);
    private static final Pipeline PIPELINE = Command.of("true").pipeTo(Command.of("cat"));

    @Override
    List<Row> rows() {
        return List.of(
                one("Child.end()", Child::end),
                one("Child.exit()", Child::exit),
                source("Child.stderr()", n -> pipedLines(n, ">&2").running(child -> child.stderr().lines()))
                        .atMost(MOST_ITEMS),
                source("Child.stdout()", n -> pipedLines(n, "").running(child -> child.stdout().lines()))
                        .atMost(MOST_ITEMS),
                source("ChildInput.sendAll(Publisher)", n -> send(child -> child.stdin().sendAll(One.just(bytes()))))
                        .atMost(0),
                source(
                        "ChildInput.sendAllAndClose(Publisher)",
                        n -> send(child -> child.stdin().sendAllAndClose(One.just(bytes()))))
                        .alsoFor("ChildInput.sendAllAndClose(Bytes)")
                        .atMost(0),
                source("Command.exit()", n -> SUCCESS.exit().filter(status -> n == 1)).atMost(1),
                source("Command.output()", n -> SUCCESS.output().filter(output -> n == 1)).atMost(1),
                source("Command.read()", n -> lines(n, "").read().lines()).atMost(MOST_ITEMS),
                source("Command.running(Function)", n -> SUCCESS.running(child -> Upstream.OURS.items(n))),
                source("Command.runningOne(Function)", n -> SUCCESS.runningOne(child -> Upstream.OURS.one(n)))
                        .atMost(1),
                source("Command.start()", n -> SUCCESS.start().doOnNext(Child::close).filter(child -> n == 1))
                        .atMost(1),
                source("Pipeline.exit()", n -> PIPELINE.exit().filter(statuses -> n == 1)).atMost(1),
                source("Pipeline.output()", n -> PIPELINE.output().filter(output -> n == 1)).atMost(1),
                source("Pipeline.read()", n -> lines(n, "").pipeTo(Command.of("cat")).read().lines())
                        .atMost(MOST_ITEMS),
                source("Pipeline.running(Function)", n -> PIPELINE.running(children -> Upstream.OURS.items(n))),
                // Nobody sends one.
                source("Signals.of(String)", n -> Signals.of("WINCH").takeUntil(One.delay(Duration.ofMillis(1))))
                        .alsoFor("Signals.hangUp()", "Signals.interrupt()", "Signals.terminate()")
                        .atMost(0),
                source("StandardStreams.lines()", n -> OwnInput.of(new LineFeeds()).lines().take(n))
                        .alsoFor("StandardStreams.stdin()")
                        .atMost(MOST_ITEMS),
                // Surefire needs the output for itself.
                source("StandardStreams.print(String)", n -> StandardStreams.stderr().sendAll(One.just(Bytes.empty())))
                        .atMost(0));
    }

    /** Makes a row of a method of a child that emits one item. */
    private static <T> Row one(String method, Function<Child, One<T>> use) {
        return source(method, n -> SUCCESS.runningOne(use::apply).filter(item -> n == 1)).atMost(1);
    }

    /** A child that prints {@code n} lines. */
    private static Command lines(long n, String where) {
        return Command.of("sh", "-c", "yes | head -n " + n + " " + where);
    }

    private static Command pipedLines(long n, String where) {
        return lines(n, where).stdout(ChildStream.piped()).stderr(ChildStream.piped());
    }

    private static Bytes bytes() {
        return Bytes.utf8("some");
    }

    private static Publisher<Void> send(Function<Child, One<Void>> use) {
        return Command.of("cat")
                .stdin(ChildStream.piped())
                .stdout(ChildStream.discarded())
                .grace(Duration.ZERO)
                .runningOne(use::apply);
    }

    private static final class LineFeeds extends InputStream {

        @Override
        public int read() {
            return '\n';
        }

        @Override
        public int read(byte[] into, int from, int length) {
            Arrays.fill(into, from, from + length, (byte) '\n');
            return length;
        }
    }
}
