package io.nagare.net.tls;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.Bytes;
import io.nagare.Task;
import io.nagare.codec.Codec;
import io.nagare.codec.Framed;
import io.nagare.net.Connection;
import io.nagare.net.fixture.TcpFixture;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What comes in plain text behind a message that asks for encryption (CVE-2011-0411). */
class PlainTextBehindTest extends TcpFixture {

    @BeforeAll
    static void openWhatStaysOpen() {
        EncryptedConnectionTest.openWhatStaysOpen();
    }

    @ParameterizedTest
    @ValueSource(strings = {"INJECTED\n", "INJ"})
    void itIsNeverReadAsIfItHadComeEncrypted(String behind) {
        Connection.Pair pair = Connection.pair();
        Framed<String, String> lines = pair.second().framed(Codec.lines());
        nagare.blockOn(pair.first().write(Bytes.utf8("STARTTLS\n" + behind)), LIMIT);
        assertEquals("STARTTLS", nagare.blockOn(lines.read().next(), LIMIT));
        Throwable failure = failure(pair.second().startTls(VirtualWires.serverOptions()));
        assertTrue(failure.getMessage().contains("more in plain text behind"), failure.getMessage());
        assertTrue(pair.second().isClosed());
    }

    @Test
    void messagesGoOnEncryptedWhereThePeerWaits() {
        Connection.Pair pair = Connection.pair();
        Framed<String, String> lines = pair.second().framed(Codec.lines());
        nagare.blockOn(pair.first().write(Bytes.utf8("STARTTLS\n")), LIMIT);
        assertEquals("STARTTLS", nagare.blockOn(lines.read().next(), LIMIT));
        Task<Void> shaking = nagare.spawn(pair.second().startTls(VirtualWires.serverOptions()));
        nagare.blockOn(pair.first().startTls("localhost", VirtualWires.clientOptions()), LIMIT);
        shaking.block(LIMIT);
        nagare.blockOn(pair.first().writeAndEnd(Bytes.utf8("secret\n")), LIMIT);
        assertEquals("secret", nagare.blockOn(lines.read().next(), LIMIT));
        pair.first().close();
        pair.second().close();
    }
}
