package io.nagare.net.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.net.tls.CertificateMaker.Issued;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.KeyFactory;
import java.security.KeyPair;
import java.security.PublicKey;
import java.security.spec.X509EncodedKeySpec;
import java.time.Duration;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** Keys, certificates, trust and options: good ones are taken, and bad ones get a message that helps. */
class TlsMaterialTest {

    private static final String PUBLIC = "MFkwEwYHKoZIzj0CAQYIKoZIzj0DAQcDQgAE+uXWDLRmc381twx7GMq0eGKImzBD"
            + "yl2qE+WG74sa985Y8rsZwqp3YnyvtR+XktjOhEK6FXGrfyhdM6CgwEBzfg==";

    private static final String SEC1 = """
            -----BEGIN EC PARAMETERS-----
            BggqhkjOPQMBBw==
            -----END EC PARAMETERS-----
            -----BEGIN EC PRIVATE KEY-----
            MHcCAQEEIF6QrJU2uY36b3RLCFzA1WmkHEaUiwDzIncMm+yIfvW7oAoGCCqGSM49
            AwEHoUQDQgAE+uXWDLRmc381twx7GMq0eGKImzBDyl2qE+WG74sa985Y8rsZwqp3
            YnyvtR+XktjOhEK6FXGrfyhdM6CgwEBzfg==
            -----END EC PRIVATE KEY-----
            """;

    private static final String PKCS8 = """
            -----BEGIN PRIVATE KEY-----
            MIGHAgEAMBMGByqGSM49AgEGCCqGSM49AwEHBG0wawIBAQQgXpCslTa5jfpvdEsI
            XMDVaaQcRpSLAPMidwyb7Ih+9buhRANCAAT65dYMtGZzfzW3DHsYyrR4YoibMEPK
            XaoT5Ybvixr3zljyuxnCqndifK+1H5eS2M6EQroVcat/KF0zoKDAQHN+
            -----END PRIVATE KEY-----
            """;

    /** Encrypted with AES-256 and the password "secret", as OpenSSL does by default. */
    private static final String ENCRYPTED = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjjm0Hi1DflpAICCAAw
            DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEEBR6mWvcgymh0lr7iB3/FKwEgZDE
            OYDTdjElCVNGVeedT66ORK8blqx4+nddcBUE/wJjWy7ey3S5PFz75odpZmNW/xb7
            l3muaMDub2bXrWF1kG790YURa2OHhUfuQJ6TATl1jv5Sef0MMBgNO6pno7rw6Zfi
            BShRckhibS7XH2qFVGxRhyHfOmdSVJV/Y5MZ/lGp5rO9Tr42aGglCday6tg7p7E=
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    /** The same, with triple DES. */
    private static final String ENCRYPTED_OLD = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIGxMBwGCiqGSIb3DQEMAQMwDgQInqCRd78nBZQCAggABIGQSFXVT1wDNF3CXUj9
            H6D1+nFvEZtPDEQmxS3QNZSJlij6N3csQOYmmeAvFZ3ljyC9nFfVBzrBBwgwsy7q
            vRg0PiGybJKMnNYkJ1gXQNXUvAF6Ht+zFY1ym8ixPWQ5kMrRg2piP6kyYZp3I+iK
            d4duRMf8xfDeQ95Gy8Ld/QSnrQDxHbuxIJsF386IVUamKWAf
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    /** The same as the first, with a password beyond ASCII. */
    private static final String ENCRYPTED_BEYOND_ASCII = """
            -----BEGIN ENCRYPTED PRIVATE KEY-----
            MIHsMFcGCSqGSIb3DQEFDTBKMCkGCSqGSIb3DQEFDDAcBAjMGZvEt5eAHwICCAAw
            DAYIKoZIhvcNAgkFADAdBglghkgBZQMEASoEED9QXynOy/bUxDhADbseCnIEgZA8
            VK9435g/s954VxXEUqwQQjbsVnIsn1BGAOBz+gZ6ZX19E7GOe8a50mAgmm4PfXAN
            Logf7Aacg01I1+2LEmRis/OrZai1UL2N6ls6Rd79Gl+NhjeuYp52E04RDVORJZG4
            s3dQP3nOsAyIG95u+4z+WFlpEz11TIJAJqCczvdCkFD1IjZ4h5qChhf9L/Dq/k4=
            -----END ENCRYPTED PRIVATE KEY-----
            """;

    private static final char[] BEYOND_ASCII = "g\u00e9heim\u20ac\ud83d\udd11".toCharArray();

    private static final String LEGACY = """
            -----BEGIN EC PRIVATE KEY-----
            Proc-Type: 4,ENCRYPTED
            DEK-Info: AES-128-CBC,342607AA141C1DA16700A908ACE6FE0E

            0eJZPH+JGdVd1mbDUuQn23bpX8j9CCab4iF0+P8kLBLS0zyWlqR8NUgx/VNaWC3K
            -----END EC PRIVATE KEY-----
            """;

    private static final Issued ROOT = VirtualWires.ROOT;

    /** A certificate for the key above. */
    private static final String CHAIN = chain();

    private static String chain() {
        try {
            PublicKey key = KeyFactory.getInstance("EC")
                    .generatePublic(new X509EncodedKeySpec(Base64.getDecoder().decode(PUBLIC)));
            return CertificateMaker.of("CN=fixed")
                    .issuer(ROOT)
                    .dns("fixed.test")
                    .keys(new KeyPair(key, null))
                    .make()
                    .chainPem();
        } catch (java.security.GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static void refused(Executable call, String... parts) {
        IllegalArgumentException failure = assertThrows(IllegalArgumentException.class, call);
        for (String part : parts) {
            assertTrue(failure.getMessage().contains(part), failure::getMessage);
        }
    }

    @Test
    void allFormsOfKeysAreRead() {
        for (String key : List.of(SEC1, PKCS8, "some text\n" + PKCS8 + "\nmore", CHAIN + PKCS8)) {
            assertEquals(List.of("fixed.test"), TlsIdentity.ofPem(CHAIN, key).hosts());
        }
        TlsIdentity.ofPem(CHAIN, ENCRYPTED, "secret".toCharArray());
        TlsIdentity.ofPem(CHAIN, ENCRYPTED_OLD, "secret".toCharArray());
        TlsIdentity.ofPem(CHAIN, ENCRYPTED_BEYOND_ASCII, BEYOND_ASCII);
        TlsIdentity.ofPem(CHAIN.replace("\n", "\r\n"), SEC1.replace("\n", "\r\n"));
    }

    @Test
    void rsaAndEd25519KeysAreRead() {
        KeyPair rsa = CertificateMaker.pair("RSA", 2048, "rsa");
        Issued issued = CertificateMaker.local(ROOT).keys(rsa).make();
        TlsIdentity.ofPem(issued.chainPem(), issued.keyPem());
        // PKCS#8 holds the PKCS#1 form of a key of 2,048 bits behind 26 bytes.
        byte[] encoded = rsa.getPrivate().getEncoded();
        String pkcs1 = CertificateMaker.pem("RSA PRIVATE KEY", Arrays.copyOfRange(encoded, 26, encoded.length));
        assertEquals(rsa.getPrivate(), TlsIdentity.ofPem(issued.chainPem(), pkcs1).key());
        Issued edwards = CertificateMaker.local(ROOT).keys(CertificateMaker.pair("Ed25519", 0, "ed")).make();
        TlsIdentity.ofPem(edwards.chainPem(), edwards.keyPem());
    }

    @Test
    void keysThatCannotBeUsedAreExplained() {
        refused(() -> TlsIdentity.ofPem(CHAIN, ENCRYPTED), "is encrypted, and no password was given");
        for (String key : List.of(ENCRYPTED, ENCRYPTED_OLD)) {
            refused(() -> TlsIdentity.ofPem(CHAIN, key, "Secret".toCharArray()), "the password does not open");
        }
        refused(() -> TlsIdentity.ofPem(CHAIN, ENCRYPTED, BEYOND_ASCII), "does not open", "count as UTF-8");
        // The same in the lowest seven bits.
        refused(() -> TlsIdentity.ofPem(CHAIN, ENCRYPTED, "\u00f3ecret".toCharArray()), "does not open");
        refused(
                () -> TlsIdentity.ofPem(CHAIN, ENCRYPTED_OLD, BEYOND_ASCII),
                "an old way (PBEWithSHA1AndDESede)", "ASCII only", "openssl pkcs8 -topk8 -v2");
        refused(() -> TlsIdentity.ofPem(CHAIN, LEGACY, new char[] {'x'}), "old way of OpenSSL", "openssl pkcs8 -topk8");
        refused(() -> TlsIdentity.ofPem(CHAIN, CHAIN), "no private key in the text of the key", "it holds CERTIFICATE");
        refused(() -> TlsIdentity.ofPem(CHAIN, ""), "no private key", "it is empty");
        refused(() -> TlsIdentity.ofPem(CHAIN, "0\u0082abc"), "it looks like DER");
        refused(() -> TlsIdentity.ofPem(CHAIN, PKCS8 + SEC1), "2 private keys");
        refused(() -> TlsIdentity.ofPem(CHAIN, PKCS8.substring(0, 100)), "line 1", "cut off");
        refused(() -> TlsIdentity.ofPem(CHAIN, PKCS8.replace("MIGH", "M!GH")), "no Base64");
        refused(() -> TlsIdentity.ofPem(CHAIN, PKCS8.replace("MIGH", "MIGI")), "is damaged");
        refused(() -> TlsIdentity.ofPem(CHAIN, CertificateMaker.pem("EC PRIVATE KEY", new byte[] {0x30, 0})),
                "does not name its curve");
        refused(() -> TlsIdentity.ofPem(CHAIN, CertificateMaker.pem("DSA PRIVATE KEY", new byte[] {0x30, 0})),
                "unknown form, DSA PRIVATE KEY");
        Issued other = CertificateMaker.local(ROOT).make();
        refused(() -> TlsIdentity.ofPem(CHAIN, other.keyPem()), "EC key", "is not the key of", "'CN=fixed'");
        KeyPair rsa = CertificateMaker.pair("RSA", 1024, "short");
        refused(() -> TlsIdentity.of(rsa.getPrivate(), other.chain()), "RSA key in the private key is not the key of");
    }

    @Test
    void chainsThatCannotBeUsedAreExplained() {
        refused(() -> TlsIdentity.ofPem(PKCS8, PKCS8), "no certificate in the text of the chain", "PRIVATE KEY");
        refused(() -> TlsIdentity.ofPem("hello", PKCS8), "no certificate", "no line that begins with");
        refused(() -> TlsIdentity.ofPem(CertificateMaker.pem("CERTIFICATE", new byte[] {1, 2}), PKCS8),
                "certificate 1", "is damaged");
        Issued stranger = CertificateMaker.root("CN=Stranger");
        refused(() -> TlsIdentity.ofPem(CHAIN + stranger.chainPem(), PKCS8),
                "certificate 2, 'CN=Stranger', has not issued certificate 1, 'CN=fixed'",
                "which says that its issuer is 'CN=Test Root'");
        refused(() -> TlsIdentity.of(ROOT.keys().getPrivate(), List.of()), "no certificate in the chain");
        TlsIdentity.ofPem(CHAIN + ROOT.chainPem(), PKCS8);
    }

    @Test
    void filesAreReadOnEitherThread(@TempDir Path folder) throws Exception {
        Path chain = Files.writeString(folder.resolve("chain.pem"), CHAIN);
        Path key = Files.writeString(folder.resolve("key.pem"), PKCS8);
        Path encrypted = Files.writeString(folder.resolve("encrypted.pem"), ENCRYPTED);
        assertEquals("CN=fixed", TlsIdentity.fromFiles(chain, key).chain().get(0).getSubjectX500Principal().getName());
        TlsIdentity.fromFiles(chain, encrypted, "secret".toCharArray());
        Path missing = folder.resolve("missing.pem");
        IOException failure = assertThrows(IOException.class, () -> TlsIdentity.fromFiles(chain, missing));
        assertEquals("cannot read the private key file " + missing + ": it does not exist", failure.getMessage());
        refused(() -> TlsIdentity.fromFiles(key, key), "no certificate in the file " + key);
        assertThrows(IOException.class, () -> TlsTrust.fromFile(missing));
        assertThrows(IOException.class, () -> TlsTrust.fromFile(folder));
        refused(() -> TlsTrust.fromFile(key), "no certificate in the file " + key);
        TlsTrust.fromFile(chain);
        try (VirtualWires world = new VirtualWires()) {
            assertEquals(List.of("fixed.test"), world.run(TlsIdentity.load(chain, key)).hosts());
            char[] password = "secret".toCharArray();
            var loading = TlsIdentity.load(chain, encrypted, password);
            Arrays.fill(password, 'x');
            assertEquals(List.of("fixed.test"), world.run(loading).hosts());
            assertInstanceOf(IOException.class, world.failure(world.begin(TlsIdentity.load(missing, key))));
            assertInstanceOf(IOException.class, world.failure(world.begin(TlsTrust.load(missing))));
            assertTrue(world.run(TlsTrust.load(chain)).toString().contains("CN=fixed"));
        }
    }

    @Test
    void trustNeedsCertificates() throws Exception {
        refused(() -> TlsTrust.of(List.of()), "no certificate to trust");
        refused(() -> TlsTrust.ofPem(PKCS8), "no certificate in the text");
        assertEquals("TlsTrust['CN=Test Root']", TlsTrust.ofPem(ROOT.chainPem()).toString());
        assertTrue(TlsTrust.system().verifier().getAcceptedIssuers().length > 0);
    }

    @Test
    void optionsOutOfRangeAreRefused() {
        TlsClientOptions client = TlsClientOptions.defaults();
        TlsServerOptions server = VirtualWires.serverOptions();
        refused(() -> client.handshakeLimit(Duration.ZERO), "above 0, but was PT0S");
        refused(() -> server.handshakeLimit(Duration.ofDays(36_501)), "at most 36500 days");
        refused(client::versions, "one version of TLS at least");
        refused(() -> client.applicationProtocols("h2", ""), "1 to 255 characters");
        refused(() -> server.applicationProtocols("x".repeat(256)), "1 to 255 characters");
        refused(() -> server.applicationProtocols("a", "a"), "named twice");
        for (String host : List.of("", "a..b", ".a", "a b", "my_host", "a/b", "-a", "x".repeat(64), "a:b", "1:x")) {
            refused(() -> client.serverName(host), "'" + host + "' is no name of a host");
        }
        refused(() -> client.serverName(("x".repeat(60) + ".").repeat(5) + "x"), "253");
        assertThrows(NullPointerException.class, () -> client.trust(null));
        assertThrows(NullPointerException.class, () -> client.serverName(null));
        assertThrows(NullPointerException.class, () -> TlsServerOptions.of((TlsIdentity) null));
    }

    @Test
    void theCertificateOfANameIsFound() {
        TlsIdentity byDefault = VirtualWires.LOCAL.identity();
        TlsIdentity exact = CertificateMaker.local(ROOT).make().identity();
        TlsIdentity wild = CertificateMaker.local(ROOT).make().identity();
        TlsCertificates certificates = TlsCertificates.of(byDefault, Map.of("a.test", exact, "*.test", wild));
        assertSame(exact, certificates.find("A.test"));
        assertSame(exact, certificates.find("a.test."));
        assertSame(wild, certificates.find("b.test"));
        assertSame(wild, certificates.find("b.test."));
        assertSame(byDefault, certificates.find("a.b.test"));
        assertSame(byDefault, certificates.find("localhost"));
        refused(() -> TlsCertificates.of(byDefault, Map.of("a..b", exact)), "'a..b'");
        refused(() -> TlsCertificates.of(byDefault, Map.of("127.0.0.1", exact)), "an address is sent by no client");
        refused(() -> certificates.replace(byDefault, Map.of("a.test", exact, "A.test", wild)), "two identities");
        assertSame(exact, certificates.find("a.test"));
        certificates.replace(wild);
        assertSame(wild, certificates.find("a.test"));
    }

    @Test
    void textsTellWhatWasChosenAndNoSecrets() {
        String text = VirtualWires.serverOptions().requireClientCertificate(ROOT.trust()).toString();
        assertTrue(text.contains("requires certificates of clients, TlsTrust['CN=Test Root']"), text);
        assertTrue(text.contains("'CN=local', EC key, hosts [localhost, 127.0.0.1]"), text);
        String client = TlsClientOptions.defaults().trustAnyoneInsecurely().toString();
        assertTrue(client.contains("trusts anyone"), client);
    }
}
