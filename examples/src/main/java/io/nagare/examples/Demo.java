package io.nagare.examples;

import io.nagare.Bytes;
import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.Task;
import io.nagare.net.ListenOptions;
import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import io.nagare.net.StreamOptions;
import io.nagare.net.Tcp;
import io.nagare.policy.MissedTick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A chat room with one talker and nine listeners over real TCP connections, one of the listeners slow. For ten seconds
 * a table shows what they get; then the talker stops, the slow one hurries, and the sums must be right: for each
 * listener, the lines that it received and the lines that it was told it missed are together the lines that were sent.
 */
final class Demo {

    static final String LAST_LINE = "that was all";

    /** Small buffers, so that being slow shows at once and not when megabytes have piled up in the system. */
    static final StreamOptions SMALL_BUFFERS =
            StreamOptions.defaults().sendBuffer(4 * 1024).receiveBuffer(4 * 1024);

    private static final int FAST_LISTENERS = 8;
    private static final int SECONDS = 10;
    private static final int LINES_PER_MILLISECOND = 20;

    private final Nagare nagare;
    private final AtomicLong sent = new AtomicLong();
    private final AtomicBoolean slow = new AtomicBoolean(true);
    private final List<DemoMember> fastOnes = new ArrayList<>();
    private final DemoMember slowOne = new DemoMember("slow", slow::get);
    private long sentBefore;
    private long fastBefore;
    private long slowBefore;

    Demo(Nagare nagare) {
        this.nagare = nagare;
        for (int i = 1; i <= FAST_LISTENERS; i++) {
            fastOnes.add(new DemoMember("fast " + i, () -> false));
        }
    }

    /** Returns whether the sums were right. */
    boolean run() {
        Chat chat = new Chat();
        CompletableFuture<Server> listening = new CompletableFuture<>();
        ServeOptions options = ServeOptions.defaults()
                .listen(ListenOptions.defaults().stream(SMALL_BUFFERS))
                .onListening(listening::complete);
        Task<Void> serving = nagare.spawn(chat.serve(0, options));
        Server server = Objects.requireNonNull(nagare.blockOn(One.fromCompletionStage(() -> listening)));
        int port = server.localAddress().getPort();

        List<DemoMember> everybody = new ArrayList<>(fastOnes);
        everybody.add(slowOne);
        Task<Void> hearing =
                nagare.spawn(Many.fromIterable(everybody).flatMap(member -> member.listen(port)).then());
        nagare.blockOn(Many.interval(Duration.ofMillis(5)).takeWhile(tick -> chat.members() < everybody.size()).then());

        System.out.println(
                "a chat room on port " + port + ", one talker, " + FAST_LISTENERS + " fast listeners, 1 slow one");
        System.out.println("second | lines sent/s | a fast one gets/s, lag | the slow one gets/s, lag, missed | heap");
        Task<Void> showing = nagare.spawn(Many.interval(Duration.ofSeconds(1), Duration.ofSeconds(1), MissedTick.SKIP)
                .take(SECONDS)
                .doOnNext(second -> showRow(second + 1))
                .then());
        nagare.blockOn(talk(port));
        nagare.blockOn(showing);

        System.out.println("the talker has stopped, and the slow one hurries");
        slow.set(false);
        nagare.blockOn(hearing, Duration.ofSeconds(60));
        server.close();
        nagare.blockOn(serving);
        return sumUp(everybody);
    }

    /** Twenty lines each millisecond, for as long as the table is shown; and it hears the room as everybody does. */
    private One<Void> talk(int port) {
        Many<Bytes> lines = Many.interval(Duration.ZERO, Duration.ofMillis(1), MissedTick.BURST)
                .take(SECONDS * 1000L)
                .concatMap(tick -> Many.range(0, LINES_PER_MILLISECOND))
                .map(n -> Bytes.utf8("line " + sent.incrementAndGet() + " of a talk that never seems to end\n"))
                .concatWith(Many.defer(() -> Many.just(Bytes.utf8(LAST_LINE + "\n"))));
        return Tcp.connecting("127.0.0.1", port, peer -> One.allOf(peer.writeAndEnd(lines), peer.read().then()))
                .then();
    }

    private void showRow(long second) {
        long sentNow = sent.get();
        long fastNow = fastOnes.stream().mapToLong(DemoMember::received).sum() / fastOnes.size();
        long fastLag = fastOnes.stream().mapToLong(member -> member.lag(sentNow)).max().orElse(0);
        long slowNow = slowOne.received();
        Runtime runtime = Runtime.getRuntime();
        System.out.printf(
                "%6d | %12d | %16d %6d | %17d %6d %8d | %d MiB%n",
                second,
                sentNow - sentBefore,
                fastNow - fastBefore,
                Math.max(0, fastLag),
                slowNow - slowBefore,
                slowOne.lag(sentNow),
                slowOne.missed(),
                (runtime.totalMemory() - runtime.freeMemory()) >> 20);
        sentBefore = sentNow;
        fastBefore = fastNow;
        slowBefore = slowNow;
    }

    private boolean sumUp(List<DemoMember> everybody) {
        boolean right = true;
        for (DemoMember member : everybody) {
            boolean sumIsRight = member.lag(sent.get()) == 0;
            right &= sumIsRight;
            System.out.printf(
                    "%s received %d and missed %d of %d lines: %s%n",
                    member.name(), member.received(), member.missed(), sent.get(), sumIsRight ? "right" : "WRONG");
        }
        return right;
    }
}
