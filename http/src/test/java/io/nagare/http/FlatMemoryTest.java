package io.nagare.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.lang.management.ManagementFactory;
import java.net.http.HttpClient;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;
import org.junit.jupiter.api.Test;

/** A huge body and a consumer that stops and goes on: neither the server nor the heap runs ahead of it. */
class FlatMemoryTest {

    private static final long GIBIBYTE = 1L << 30;
    private static final int STOPS = 3;
    private static final int PIECE = 1 << 18;
    private static final int LARGEST_ITEM = 16 * 1024;
    private static final int ITEMS = 2000;

    /** What the system's buffers on both sides hold, and eight items. */
    private static final long AHEAD_WITH_HTTP_1 = 32L << 20;

    /** The same, and what the JDK's client grants a stream: 16 MiB. */
    private static final long AHEAD_WITH_HTTP_2 = 64L << 20;

    @Test
    void oneGibibyteOverHttp1IsNeitherWrittenNorKeptAhead() throws Exception {
        AtomicLong written = new AtomicLong();
        byte[] piece = new byte[PIECE];
        try (RawServer server = new RawServer(peer -> {
                    peer.write("HTTP/1.1 200 OK\r\nContent-Length: " + GIBIBYTE + "\r\n\r\n");
                    for (long at = 0; at < GIBIBYTE; at += PIECE) {
                        peer.write(piece);
                        written.addAndGet(PIECE);
                    }
                });
                Http http = Http.client();
                SlowReader reader = new SlowReader()) {
            http.get(server.uri("/")).flatMapMany(Response::body).subscribe(reader);
            readWithStops(reader, GIBIBYTE, written::get, AHEAD_WITH_HTTP_1);
            reader.takeAll();
            assertEquals(GIBIBYTE, reader.bytes());
            assertEquals(0, http.openExchanges());
        }
    }

    /** Over plain TCP, after an upgrade. The stream has no end, so it is cancelled, and its connection goes on. */
    @Test
    void halfAGibibyteOverHttp2IsNeitherSentNorKeptAhead() throws Exception {
        try (Http2Server server = new Http2Server(null);
                Http http = Http.client(HttpOptions.defaults().versions(HttpVersions.HTTP_2))) {
            try (SlowReader reader = new SlowReader()) {
                Response response = http.get(server.uri("/endless")).block();
                assertEquals(HttpClient.Version.HTTP_2, response.version());
                response.body().subscribe(reader);
                readWithStops(reader, GIBIBYTE / 2, server::sent, AHEAD_WITH_HTTP_2);
            }
            assertTrue(server.resets().tryAcquire(20, TimeUnit.SECONDS));
            assertEquals("/x", http.get(server.uri("/x")).flatMap(Response::text).block());
            assertEquals(1, server.connections());
        }
    }

    private static void readWithStops(SlowReader reader, long length, LongSupplier written, long mostAhead)
            throws Exception {
        reader.take(ITEMS);
        long before = heap();
        for (int stop = 1; stop <= STOPS; stop++) {
            while (reader.bytes() < length / STOPS * stop - (long) ITEMS * LARGEST_ITEM) {
                reader.take(ITEMS);
            }
            SlowReader.awaitStandstill(written);
            long ahead = written.getAsLong() - reader.bytes();
            assertTrue(ahead < mostAhead, ahead + " bytes ahead at stop " + stop);
            long more = heap() - before;
            assertTrue(more < mostAhead, more + " bytes more in the heap at stop " + stop);
        }
    }

    private static long heap() {
        System.gc();
        return ManagementFactory.getMemoryMXBean().getHeapMemoryUsage().getUsed();
    }
}
