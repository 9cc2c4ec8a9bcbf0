package io.nagare.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.Nagare;
import io.nagare.One;
import io.nagare.net.tls.TlsTrust;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.ExecutionException;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example of TLS, with a certificate that is made as the usage says. */
class TlsExampleTest {

    @TempDir
    static Path directory;

    private static Path certificate;
    private static Path key;

    @BeforeAll
    static void makeACertificate() throws InterruptedException {
        certificate = directory.resolve("certificate.pem");
        key = directory.resolve("key.pem");
        try {
            Process making = new ProcessBuilder(Arguments.MAKE_CERTIFICATE.split(" "))
                    .directory(directory.toFile())
                    .redirectErrorStream(true)
                    .redirectOutput(directory.resolve("said").toFile())
                    .start();
            assertEquals(0, making.waitFor());
        } catch (IOException missing) {
            assumeTrue(false, "openssl is not here: " + missing.getMessage());
        }
    }

    private static String ask(int port, One<TlsTrust> trust) {
        try (Nagare nagare = Nagare.multiThread().workers(1).start()) {
            return nagare.blockOn(
                    trust.flatMap(trusted -> Tls.ask(new Address("localhost", port), trusted, "hello")));
        }
    }

    @Test
    void theClientGetsItsLineBack() throws Exception {
        try (RunningExample tls = new RunningExample(options -> Tls.serve(0, certificate, key, options))) {
            assertEquals("TLSv1.3: hello", ask(tls.port(), TlsTrust.load(certificate)));
        }
    }

    @Test
    void aClientThatDoesNotTrustTheCertificateSaysWhy() throws Exception {
        try (RunningExample tls = new RunningExample(options -> Tls.serve(0, certificate, key, options))) {
            RuntimeException failure =
                    assertThrows(RuntimeException.class, () -> ask(tls.port(), One.just(TlsTrust.system())));
            assertTrue(failure.getCause().getMessage().contains("CN=localhost"), failure.getCause().getMessage());
        }
    }

    @Test
    void aProxyTakesEncryptionOffItsServer() throws Exception {
        try (RunningExample echo = new RunningExample(options -> Echo.serve(0, options));
                ServerProcess proxy = new ServerProcess(
                        "proxy",
                        "--port",
                        "0",
                        "--target",
                        "127.0.0.1:" + echo.port(),
                        "--certificate",
                        certificate.toString(),
                        "--key",
                        key.toString())) {
            assertEquals("TLSv1.3: hello", ask(proxy.port(), TlsTrust.load(certificate)));
            proxy.signal("TERM");
            assertEquals(0, proxy.awaitEnd());
        }
    }

    @Test
    void aKeyThatIsMissingIsNamed() {
        Path missing = directory.resolve("missing.pem");
        ExecutionException failure = assertThrows(
                ExecutionException.class,
                () -> new RunningExample(options -> Tls.serve(0, certificate, missing, options)).close());
        assertTrue(failure.getMessage().contains("missing.pem"), failure.getMessage());
    }
}
