package io.nagare.net.tls;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * Reads texts in PEM (RFC 7468): blocks of Base64 with a label. Text between the blocks is left out. Stateless; called
 * on any thread, and reading a file blocks.
 */
final class Pem {

    /**
     * One block.
     *
     * @param label what the block says it is, such as "CERTIFICATE"
     * @param content the decoded bytes
     * @param encrypted whether it is encrypted in OpenSSL's own old way, which its header lines say
     */
    record Block(String label, byte[] content, boolean encrypted) {}

    private static final String BEGIN = "-----BEGIN ";
    private static final String END = "-----END ";
    private static final String DASHES = "-----";

    private Pem() {}

    /**
     * Reads a file as text, of which only the ASCII part matters.
     *
     * @param what names the file's role in messages, such as "private key"
     */
    static String read(Path file, String what) throws IOException {
        try {
            return Files.readString(file, StandardCharsets.ISO_8859_1);
        } catch (NoSuchFileException missing) {
            throw new IOException("cannot read the " + what + " file " + file + ": it does not exist", missing);
        } catch (AccessDeniedException denied) {
            throw new IOException("cannot read the " + what + " file " + file + ": access is denied", denied);
        } catch (IOException failure) {
            throw new IOException("cannot read the " + what + " file " + file + ": " + failure.getMessage(), failure);
        }
    }

    /**
     * Returns the blocks of a text.
     *
     * @param where names the text in messages
     */
    static List<Block> parse(String text, String where) {
        List<Block> blocks = new ArrayList<>();
        Open open = null;
        int number = 0;
        for (String raw : text.split("\n", -1)) {
            String line = raw.strip();
            number++;
            if (open == null) {
                open = begin(line, number);
            } else if (line.equals(END + open.label + DASHES)) {
                blocks.add(open.end(where));
                open = null;
            } else if (line.startsWith(DASHES)) {
                throw open.withoutEnd(where);
            } else {
                open.add(line);
            }
        }
        if (open != null) {
            throw open.withoutEnd(where);
        }
        return blocks;
    }

    private static @Nullable Open begin(String line, int number) {
        if (!line.startsWith(BEGIN) || !line.endsWith(DASHES) || line.length() < BEGIN.length() + DASHES.length()) {
            return null;
        }
        return new Open(line.substring(BEGIN.length(), line.length() - DASHES.length()), number);
    }

    /** Says in a message what a text holds in place of what was wanted. */
    static String contents(String text, List<Block> blocks) {
        if (!blocks.isEmpty()) {
            return "it holds " + String.join(", ", blocks.stream().map(Block::label).toList());
        }
        if (text.isBlank()) {
            return "it is empty";
        }
        // The first byte of an object in DER.
        return text.charAt(0) == '0' && text.length() > 1 && text.charAt(1) >= 0x80
                ? "it looks like DER; make PEM of it, with \"openssl ... -inform DER\""
                : "it holds no line that begins with \"" + BEGIN + "\"";
    }

    /** A block that has begun. */
    private static final class Open {

        private final String label;
        private final int line;
        private final StringBuilder body = new StringBuilder();
        private boolean encrypted;

        Open(String label, int line) {
            this.label = label;
            this.line = line;
        }

        void add(String text) {
            if (text.indexOf(':') < 0) {
                body.append(text);
            } else if (text.startsWith("Proc-Type:") && text.contains("ENCRYPTED")) {
                encrypted = true;
            }
        }

        Block end(String where) {
            try {
                return new Block(label, Base64.getDecoder().decode(body.toString()), encrypted);
            } catch (IllegalArgumentException failure) {
                throw new TlsMaterialException(
                        "the block " + label + " in line " + line + " of " + where + " is no Base64: "
                                + failure.getMessage(),
                        failure);
            }
        }

        TlsMaterialException withoutEnd(String where) {
            return new TlsMaterialException("the block " + label + " in line " + line + " of " + where
                    + " does not end with \"" + END + label + DASHES + "\"; is the text cut off?");
        }
    }
}
