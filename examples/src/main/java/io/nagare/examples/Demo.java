package io.nagare.examples;

import io.nagare.Many;
import io.nagare.Nagare;
import io.nagare.Task;
import io.nagare.net.ConnectionOptions;
import io.nagare.net.ListenOptions;
import io.nagare.net.ServeOptions;
import io.nagare.net.Server;
import io.nagare.net.Tcp;
import io.nagare.policy.MissedTick;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.IntStream;

/**
 * A chat room with one talker and nine listeners over real TCP connections, one of the listeners slow. For some seconds
 * a table shows what they get. Then the talker stops, the slow one hurries, and the sums must be right: for each
 * listener, received lines + missed lines = sent lines.
 */
final class Demo {

    static final String LAST_LINE = "that was all";

    /** Small buffers, so that being slow shows at once and not when megabytes have piled up in the system. */
    static final ConnectionOptions SMALL_BUFFERS =
            ConnectionOptions.defaults().sendBuffer(4 * 1024).receiveBuffer(4 * 1024);

    private static final ServeOptions OPTIONS =
            ServeOptions.defaults().listen(ListenOptions.defaults().connection(SMALL_BUFFERS));

    private final Nagare nagare;
    private final int seconds;
    private final Chat chat = new Chat();
    private final DemoTalker talker = new DemoTalker();
    private final AtomicBoolean slow = new AtomicBoolean(true);
    private final List<DemoMember> everybody = new ArrayList<>();
    private final DemoTable table;

    Demo(Nagare nagare, int seconds) {
        this.nagare = nagare;
        this.seconds = seconds;
        IntStream.rangeClosed(1, 8).forEach(i -> everybody.add(new DemoMember("fast " + i, () -> false)));
        DemoMember slowOne = new DemoMember("slow", slow::get);
        this.table = new DemoTable(talker, List.copyOf(everybody), slowOne);
        everybody.add(slowOne);
    }

    /** Returns whether the sums were right. */
    boolean run() {
        try (Server server = Objects.requireNonNull(
                nagare.blockOn(Tcp.serveInBackground("127.0.0.1", 0, chat::member, OPTIONS)))) {
            return run(server.port());
        }
    }

    private boolean run(int port) {
        Task<Void> hearing =
                nagare.spawn(Many.fromIterable(everybody).flatMap(member -> member.listen(port)).then());
        nagare.blockOn(Many.interval(Duration.ofMillis(5)).takeWhile(tick -> chat.members() < everybody.size()).then());
        table.printHead(port);
        Many<Long> rows = Many.interval(Duration.ofSeconds(1), Duration.ofSeconds(1), MissedTick.SKIP).take(seconds);
        Task<Void> showing = nagare.spawn(rows.doOnNext(second -> table.printRow(second + 1)));
        nagare.blockOn(talker.talk(port, seconds));
        nagare.blockOn(showing);
        System.out.println("the talker has stopped, and the slow one hurries");
        slow.set(false);
        nagare.blockOn(hearing, Duration.ofSeconds(60));
        return everybody.stream().filter(table::printSum).count() == everybody.size();
    }
}
