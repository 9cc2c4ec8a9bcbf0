package io.nagare.net.tls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.concurrent.ConcurrentHashMap;
import javax.security.auth.x500.X500Principal;

/** Makes certificates for tests, good and bad ones. By default: EC, valid for a day, issued by itself. */
final class CertificateMaker {

    /** A certificate with its key, and who has issued it; null for itself. */
    record Issued(KeyPair keys, X509Certificate certificate, Issued issuer) {

        /** The certificates up to the root, without the root unless it is the only one. */
        List<X509Certificate> chain() {
            List<X509Certificate> chain = new ArrayList<>();
            for (Issued at = this; at != null && (at.issuer != null || at == this); at = at.issuer) {
                chain.add(at.certificate);
            }
            return chain;
        }

        TlsIdentity identity() {
            return TlsIdentity.of(keys.getPrivate(), chain());
        }

        /** An identity that leaves the issuers out. */
        TlsIdentity alone() {
            return TlsIdentity.of(keys.getPrivate(), List.of(certificate));
        }

        TlsTrust trust() {
            return TlsTrust.of(List.of(certificate));
        }

        String chainPem() {
            StringBuilder text = new StringBuilder();
            for (X509Certificate each : chain()) {
                text.append(pem("CERTIFICATE", encoded(each)));
            }
            return text.toString();
        }

        String keyPem() {
            return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
        }
    }

    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("yyMMddHHmmss'Z'").withZone(ZoneOffset.UTC);
    private static final ConcurrentHashMap<String, KeyPair> KEYS = new ConcurrentHashMap<>();

    private final String subject;
    private KeyPair keys;
    private Issued issuer;
    private String digest = "SHA256";
    private Instant from = Instant.now().minus(Duration.ofHours(1));
    private Instant to = Instant.now().plus(Duration.ofDays(1));
    private boolean authority;
    private String usage;
    private final List<byte[]> names = new ArrayList<>();

    private CertificateMaker(String subject) {
        this.subject = subject;
    }

    static CertificateMaker of(String subject) {
        return new CertificateMaker(subject);
    }

    /** A root. */
    static Issued root(String subject) {
        return of(subject).authority().make();
    }

    /** A good certificate for localhost and 127.0.0.1. */
    static CertificateMaker local(Issued issuer) {
        return of("CN=local").issuer(issuer).dns("localhost").ip("127.0.0.1");
    }

    CertificateMaker issuer(Issued by) {
        issuer = by;
        return this;
    }

    CertificateMaker keys(KeyPair pair) {
        keys = pair;
        return this;
    }

    CertificateMaker authority() {
        authority = true;
        return this;
    }

    CertificateMaker digest(String name) {
        digest = name;
        return this;
    }

    CertificateMaker valid(Instant since, Instant until) {
        from = since;
        to = until;
        return this;
    }

    /** Only for servers (1) or clients (2). */
    CertificateMaker only(int purpose) {
        usage = "1.3.6.1.5.5.7.3." + purpose;
        return this;
    }

    CertificateMaker dns(String name) {
        names.add(tagged(0x82, name.getBytes(StandardCharsets.US_ASCII)));
        return this;
    }

    CertificateMaker ip(String address) {
        try {
            names.add(tagged(0x87, InetAddress.getByName(address).getAddress()));
        } catch (java.net.UnknownHostException impossible) {
            throw new IllegalStateException(impossible);
        }
        return this;
    }

    /** Makes a pair of keys, the same for the same name: RSA and a size, EC, or Ed25519. */
    static KeyPair pair(String algorithm, int size, String name) {
        return KEYS.computeIfAbsent(algorithm + size + name, key -> {
            try {
                KeyPairGenerator generator = KeyPairGenerator.getInstance(algorithm);
                if (algorithm.equals("RSA")) {
                    generator.initialize(size);
                } else if (algorithm.equals("EC")) {
                    generator.initialize(new ECGenParameterSpec("secp256r1"));
                }
                return generator.generateKeyPair();
            } catch (GeneralSecurityException failure) {
                throw new IllegalStateException(failure);
            }
        });
    }

    Issued make() {
        try {
            KeyPair pair = keys == null ? pair("EC", 0, subject) : keys;
            KeyPair signer = issuer == null ? pair : issuer.keys;
            String scheme = scheme(signer.getPrivate().getAlgorithm());
            byte[] algorithm = algorithm(scheme);
            byte[] signed = tagged(
                    0x30,
                    tagged(0xA0, tagged(0x02, new byte[] {2})),
                    tagged(0x02, new byte[] {1, (byte) (subject.hashCode() >> 8), (byte) subject.hashCode()}),
                    algorithm,
                    (issuer == null ? new X500Principal(subject) : issuer.certificate.getSubjectX500Principal())
                            .getEncoded(),
                    tagged(0x30, time(from), time(to)),
                    new X500Principal(subject).getEncoded(),
                    pair.getPublic().getEncoded(),
                    tagged(0xA3, tagged(0x30, extensions())));
            Signature signing = Signature.getInstance(scheme);
            signing.initSign(signer.getPrivate());
            signing.update(signed);
            byte[] certificate =
                    tagged(0x30, signed, algorithm, tagged(0x03, new byte[] {0}, signing.sign()));
            return new Issued(
                    pair,
                    (X509Certificate) CertificateFactory.getInstance("X.509")
                            .generateCertificate(new ByteArrayInputStream(certificate)),
                    issuer);
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private String scheme(String key) {
        return switch (key) {
            case "EC" -> digest + "withECDSA";
            case "RSA" -> digest + "withRSA";
            default -> "Ed25519";
        };
    }

    private static byte[] algorithm(String scheme) {
        byte[] none = {};
        byte[] nothing = {5, 0};
        return switch (scheme) {
            case "SHA256withECDSA" -> tagged(0x30, object("1.2.840.10045.4.3.2"), none);
            case "SHA1withECDSA" -> tagged(0x30, object("1.2.840.10045.4.1"), none);
            case "SHA256withRSA" -> tagged(0x30, object("1.2.840.113549.1.1.11"), nothing);
            case "SHA1withRSA" -> tagged(0x30, object("1.2.840.113549.1.1.5"), nothing);
            case "MD5withRSA" -> tagged(0x30, object("1.2.840.113549.1.1.4"), nothing);
            case "Ed25519" -> tagged(0x30, object("1.3.101.112"), none);
            default -> throw new IllegalArgumentException(scheme);
        };
    }

    private byte[] extensions() {
        ByteArrayOutputStream all = new ByteArrayOutputStream();
        byte[] yes = {1, 1, (byte) 0xFF};
        all.writeBytes(tagged(
                0x30,
                object("2.5.29.19"),
                yes,
                tagged(0x04, authority ? tagged(0x30, yes) : tagged(0x30))));
        if (usage != null) {
            all.writeBytes(tagged(0x30, object("2.5.29.37"), tagged(0x04, tagged(0x30, object(usage)))));
        }
        if (!names.isEmpty()) {
            byte[] list = tagged(0x30, names.toArray(byte[][]::new));
            all.writeBytes(tagged(0x30, object("2.5.29.17"), tagged(0x04, list)));
        }
        return all.toByteArray();
    }

    private static byte[] time(Instant instant) {
        return tagged(0x17, TIME.format(instant).getBytes(StandardCharsets.US_ASCII));
    }

    private static byte[] object(String dotted) {
        String[] parts = dotted.split("\\.");
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(Integer.parseInt(parts[0]) * 40 + Integer.parseInt(parts[1]));
        for (int i = 2; i < parts.length; i++) {
            long value = Long.parseLong(parts[i]);
            for (int shift = 28; shift > 0; shift -= 7) {
                if (value >>> shift != 0) {
                    out.write((int) (0x80 | value >>> shift & 0x7F));
                }
            }
            out.write((int) (value & 0x7F));
        }
        return tagged(0x06, out.toByteArray());
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        ByteArrayOutputStream content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        if (length >= 0x100) {
            out.write(0x82);
            out.write(length >> 8);
        } else if (length >= 0x80) {
            out.write(0x81);
        }
        out.write(length);
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    static String pem(String label, byte[] content) {
        return "-----BEGIN " + label + "-----\n"
                + Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(content) + "\n-----END " + label
                + "-----\n";
    }

    private static byte[] encoded(X509Certificate certificate) {
        try {
            return certificate.getEncoded();
        } catch (GeneralSecurityException failure) {
            throw new IllegalStateException(failure);
        }
    }
}
