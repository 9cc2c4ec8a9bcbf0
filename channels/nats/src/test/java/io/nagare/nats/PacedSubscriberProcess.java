package io.nagare.nats;

import io.nagare.nats.failure.SubscriberGivenUpException;
import io.nagare.value.ValueCodec;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.reactivestreams.Subscriber;
import org.reactivestreams.Subscription;

/** A program with one subscriber of a paced broadcast, which writes what it gets into a file until it is killed. */
final class PacedSubscriberProcess implements AutoCloseable {

    static final String ROOM = "process";
    static final PacedSettings SETTINGS =
            PacedSettings.paced(4).prefetching(0).inactiveFor(Duration.ofSeconds(4));

    private final Process process;
    private final Path output;

    private PacedSubscriberProcess(Process process, Path output) {
        this.process = process;
        this.output = output;
    }

    /** Starts a program that takes that many values and no more, or all that come. */
    static PacedSubscriberProcess start(String url, long demand) throws IOException {
        Path output = Files.createTempFile("subscriber", "");
        ProcessBuilder command = new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-cp",
                System.getProperty("surefire.test.class.path", System.getProperty("java.class.path")),
                PacedSubscriberProcess.class.getName(),
                url,
                "" + demand);
        command.redirectErrorStream(true).redirectOutput(output.toFile());
        return new PacedSubscriberProcess(command.start(), output);
    }

    /** Runs in the other program. */
    public static void main(String[] arguments) throws InterruptedException {
        NatsChannels nats =
                NatsChannels.connect(NatsOptions.of(arguments[0])).block();
        NatsPacedBroadcast<String> room = nats.paced(ROOM, ValueCodec.text(), SETTINGS).block();
        room.receiver().subscribe(new Printing(Long.parseLong(arguments[1])));
        Thread.sleep(Long.MAX_VALUE);
    }

    /** Writes its signals as lines. */
    private record Printing(long demand) implements Subscriber<String> {

        @Override
        public void onSubscribe(Subscription subscription) {
            subscription.request(demand);
        }

        @Override
        public void onNext(String value) {
            System.out.println(value);
        }

        @Override
        public void onError(Throwable failure) {
            System.out.println(
                    failure instanceof SubscriberGivenUpException gone ? "given up behind " + gone.behind() : failure);
        }

        @Override
        public void onComplete() {
            System.out.println("complete");
        }
    }

    List<String> lines() {
        try {
            return Files.readAllLines(output);
        } catch (IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    void signal(String name) throws Exception {
        new ProcessBuilder("kill", "-" + name, "" + process.pid()).start().waitFor();
    }

    @Override
    public void close() throws Exception {
        process.destroyForcibly().waitFor();
        Files.delete(output);
    }
}
