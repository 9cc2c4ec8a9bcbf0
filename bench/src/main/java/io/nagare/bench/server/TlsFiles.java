package io.nagare.bench.server;

import java.io.IOException;
import java.nio.charset.Charset;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * A key on the curve P-256 and a certificate for it in files, made for one run by {@code openssl}, for a server that is
 * no JVM: the JDK leaves the public key out of its files, and rustls needs it there. They are deleted when this is
 * closed.
 *
 * @param chain the certificate, as PEM
 * @param key the private key, as PEM of PKCS #8
 */
public record TlsFiles(Path chain, Path key) implements AutoCloseable {

    /**
     * Makes the files.
     *
     * @throws IOException if {@code openssl} is not there, or refuses
     */
    public static TlsFiles make() throws IOException, InterruptedException {
        TlsFiles files = new TlsFiles(
                Files.createTempFile("nagare-bench", ".crt"), Files.createTempFile("nagare-bench", ".key"));
        boolean made = false;
        try {
            files.fill();
            made = true;
            return files;
        } finally {
            if (!made) {
                files.close();
            }
        }
    }

    private void fill() throws IOException, InterruptedException {
        List<String> command = List.of(
                "openssl", "req", "-x509", "-nodes", "-days", "2",
                "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256",
                "-subj", "/CN=localhost",
                "-addext", "subjectAltName=DNS:localhost,IP:127.0.0.1",
                "-out", chain.toString(),
                "-keyout", key.toString());
        Process openssl = new ProcessBuilder(command).redirectErrorStream(true).start();
        String said = new String(openssl.getInputStream().readAllBytes(), Charset.defaultCharset());
        if (openssl.waitFor() != 0) {
            throw new IOException("openssl failed: " + said);
        }
    }

    @Override
    public void close() throws IOException {
        Files.deleteIfExists(chain);
        Files.deleteIfExists(key);
    }
}
