package io.nagare.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FetchExampleTest {

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private HttpServer server;

    @BeforeEach
    void start() throws Exception {
        server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            String title = "<html><Title>\n Page  " + exchange.getRequestURI().getPath() + "</title>";
            byte[] page = (title + "x".repeat(100_000)).getBytes(StandardCharsets.UTF_8);
            exchange.sendResponseHeaders(200, page.length);
            exchange.getResponseBody().write(page);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private String uri(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    @Test
    void saysOfEachPageWhatItIs() {
        List<String> arguments = new ArrayList<>(List.of("--at-once", "4"));
        for (int i = 0; i < 50; i++) {
            arguments.add(uri("/" + i));
        }
        List<String> lines = Fetch.parse(arguments).lines().collectList().block();
        assertEquals(50, lines.size());
        assertTrue(lines.contains("200 " + uri("/7") + " 100031 bytes \"Page /7\""), lines.toString());
    }

    @Test
    void aPageThatCannotBeHadHoldsUpNoOther() {
        List<String> lines = Fetch.parse(List.of("nonsense", uri("/a"), "http://127.0.0.1:1/"))
                .lines()
                .collectList()
                .block();
        assertEquals(3, lines.size());
        assertTrue(
                lines.stream().anyMatch(line -> line.startsWith("nonsense: a URI needs a scheme")),
                lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.startsWith("200 ")), lines.toString());
        assertTrue(lines.stream().anyMatch(line -> line.contains("no connection")), lines.toString());
    }

    @Test
    void whatIsWrongIsNamed() {
        assertThrows(IllegalArgumentException.class, () -> Fetch.parse(List.of()));
        assertThrows(IllegalArgumentException.class, () -> Fetch.parse(List.of("--at-once", "0", "http://a/")));
        assertThrows(IllegalArgumentException.class, () -> Fetch.parse(List.of("--at-once")));
    }
}
