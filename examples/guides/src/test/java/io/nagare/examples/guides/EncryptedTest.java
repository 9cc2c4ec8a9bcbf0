package io.nagare.examples.guides;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.Nagare;
import io.nagare.Task;
import io.nagare.channel.Oneshot;
import io.nagare.channel.Watch;
import io.nagare.net.ServeOptions;
import io.nagare.net.tls.TlsTrust;
import io.nagare.policy.Retry;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The page on TLS, with certificates that openssl makes. */
class EncryptedTest {

    private static final Duration LIMIT = Duration.ofSeconds(20);

    @TempDir
    Path directory;

    private Path chain() {
        return directory.resolve("certificate.pem");
    }

    private void makeACertificate() throws Exception {
        try {
            Process making = new ProcessBuilder(("openssl req -x509 -newkey ec -pkeyopt ec_paramgen_curve:P-256"
                            + " -nodes -days 30 -subj /CN=localhost -addext subjectAltName=DNS:localhost"
                            + " -keyout key.pem -out certificate.pem")
                    .split(" "))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("said").toFile())
                    .start();
            assertEquals(0, making.waitFor());
        } catch (IOException missing) {
            assumeTrue(false, "openssl is not here: " + missing.getMessage());
        }
    }

    @Test
    void aCertificateIsRenewedWhileTheServerRuns() throws Exception {
        makeACertificate();
        Oneshot<Integer> listening = Oneshot.create();
        Watch<Integer> renewals = Watch.of(0);
        ServeOptions options = ServeOptions.defaults().onListening(server -> listening.send(server.port()));
        try (Nagare nagare = Nagare.multiThread().workers(2).onUnseenFailure((failure, where) -> {}).start()) {
            Task<Void> serving = nagare.spawn(Encrypted.serve(
                    "127.0.0.1", 0, chain(), directory.resolve("key.pem"), renewals.changes(), options));
            int port = nagare.blockOn(listening.receiver(), LIMIT);
            TlsTrust before = TlsTrust.fromFile(chain());
            assertEquals("one", nagare.blockOn(Encrypted.ask("localhost", port, before, "one"), LIMIT));

            makeACertificate();
            TlsTrust after = TlsTrust.fromFile(chain());
            renewals.send(1);
            String answer = nagare.blockOn(
                    Encrypted.ask("localhost", port, after, "two").retry(
                            Retry.times(50).backoff(Duration.ofMillis(20), Duration.ofMillis(200))),
                    LIMIT);
            assertEquals("two", answer);
            assertThrows(
                    RuntimeException.class,
                    () -> nagare.blockOn(Encrypted.ask("localhost", port, before, "three"), LIMIT));

            Files.writeString(chain(), "nonsense");
            renewals.send(2);
            assertEquals("four", nagare.blockOn(Encrypted.ask("localhost", port, after, "four"), LIMIT));
            assertEquals(false, serving.isDone());
            serving.abort();
        }
    }
}
