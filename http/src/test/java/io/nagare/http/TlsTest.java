package io.nagare.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import io.nagare.http.failure.HttpTlsException;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.http.HttpClient;
import java.nio.file.Path;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** HTTPS with a certificate of one's own, on the server of the JDK. */
class TlsTest {

    @TempDir
    private static Path directory;

    private static OwnCertificate own;

    private final ExecutorService threads = Executors.newCachedThreadPool();
    private OwnCertificate certificate;
    private HttpsServer server;

    @BeforeAll
    static void certify() throws Exception {
        own = OwnCertificate.make(directory, "own");
    }

    @BeforeEach
    void start() throws Exception {
        start(own);
    }

    private void start(OwnCertificate shown) throws Exception {
        certificate = shown;
        server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        server.setHttpsConfigurator(new HttpsConfigurator(certificate.server()));
        server.setExecutor(threads);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, 1_000_000);
            exchange.getResponseBody().write(new byte[1_000_000]);
            exchange.close();
        });
        server.start();
    }

    @AfterEach
    void stop() {
        server.stop(0);
        threads.shutdownNow();
    }

    private String uri(String host) {
        return "https://" + host + ":" + server.getAddress().getPort() + "/";
    }

    @Test
    void aTrustedCertificateIsAccepted() throws Exception {
        try (Http http = Http.client(HttpOptions.defaults().tls(certificate.client()))) {
            for (String host : new String[] {"127.0.0.1", "localhost"}) {
                Response response = http.get(uri(host)).block();
                assertEquals(HttpClient.Version.HTTP_1_1, response.version());
                assertEquals(1_000_000, response.bytes().block().length());
            }
        }
    }

    @Test
    void aCertificateOfNobodyIsRefused() throws Exception {
        OwnCertificate other = OwnCertificate.make(directory, "other");
        for (HttpOptions options :
                new HttpOptions[] {HttpOptions.defaults(), HttpOptions.defaults().tls(other.client())}) {
            try (Http http = Http.client(options)) {
                HttpTlsException refused =
                        assertThrows(HttpTlsException.class, () -> http.get(uri("127.0.0.1")).block());
                assertTrue(refused.getMessage().startsWith("GET " + uri("127.0.0.1")), refused.getMessage());
                assertEquals(0, http.openExchanges());
            }
        }
    }

    @Test
    void aCertificateForAnotherHostIsRefused() throws Exception {
        server.stop(0);
        start(OwnCertificate.make(directory, "elsewhere", "dns:elsewhere.invalid"));
        try (Http http = Http.client(HttpOptions.defaults().tls(certificate.client()))) {
            assertThrows(HttpTlsException.class, () -> http.get(uri("127.0.0.1")).block());
        }
    }

    @Test
    void aServerWithoutTlsIsNoServer() throws Exception {
        try (ServerSocket plain = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
                Http http = Http.client(HttpOptions.defaults().tls(certificate.client()))) {
            threads.execute(() -> {
                try (Socket socket = plain.accept()) {
                    socket.getOutputStream().write("HTTP/1.1 400 Bad Request\r\n\r\n".getBytes());
                    socket.getInputStream().read(new byte[1000]);
                } catch (IOException gone) {
                    // The client has closed the connection.
                }
            });
            String uri = "https://127.0.0.1:" + plain.getLocalPort() + "/";
            assertThrows(HttpTlsException.class, () -> http.get(uri).block());
        }
    }
}
