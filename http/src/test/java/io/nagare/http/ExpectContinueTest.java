package io.nagare.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.nagare.http.failure.HttpBrokenException;
import java.lang.Runtime.Version;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A server that is asked before a body is sent. */
class ExpectContinueTest {

    private final Http http = Http.client();

    @AfterEach
    void close() {
        http.close();
        assertEquals(0, http.openExchanges());
    }

    private static void assumeThatTheJdkCan() {
        String why = ExpectContinue.refusal(Runtime.version());
        assumeTrue(why == null, why);
    }

    private Request asking(RawServer server) {
        return http.request("POST", server.uri("/")).body(RequestBody.text("hello")).expectContinue();
    }

    private String said(RawServer server) {
        return asking(server)
                .send()
                .flatMap(response -> response.text().map(text -> response.status() + " " + text))
                .block();
    }

    @ParameterizedTest
    @ValueSource(strings = {"17.0.17", "17.0.18+8", "20", "21.0.4", "25.0.3+9-LTS", "26-ea"})
    void aJdkThatReadsARefusalIsAccepted(String version) {
        assertNull(ExpectContinue.refusal(Version.parse(version)));
    }

    @ParameterizedTest
    @CsvSource({"17, 17", "17.0.15+6, 17.0.15", "17.0.16-internal, 17.0.16", "18.0.2, 18.0.2", "19, 19"})
    void aJdkThatNeverReadsARefusalIsNamed(String version, String named) {
        String why = ExpectContinue.refusal(Version.parse(version));
        assertTrue(why.contains("but this is JDK " + named + ","), why);
    }

    @Test
    void theRunningJdkIsAskedAtTheCall() {
        Request request = http.request("POST", "http://h/");
        if (ExpectContinue.refusal(Runtime.version()) == null) {
            request.expectContinue();
        } else {
            assertThrows(UnsupportedOperationException.class, request::expectContinue);
        }
    }

    @Test
    void theBodyComesWhenTheServerHasAgreed() throws Exception {
        assumeThatTheJdkCan();
        AtomicReference<String> expected = new AtomicReference<>();
        AtomicBoolean early = new AtomicBoolean();
        try (RawServer server = new RawServer(peer -> {
            expected.set(String.join("|", peer.head()).toLowerCase());
            early.set(peer.hasMore());
            peer.write("HTTP/1.1 100 Continue\r\n\r\n");
            String body = peer.body(5);
            peer.write("HTTP/1.1 200 OK\r\nContent-Length: 5\r\n\r\n" + body);
        })) {
            assertEquals("200 hello", said(server));
            assertTrue(expected.get().contains("|expect: 100-continue"), expected.get());
            assertFalse(early.get());
        }
    }

    /** JDK 17 before 17.0.17 waits for the body of such an answer for ever. */
    @ParameterizedTest
    @ValueSource(strings = {"417 No", "401 Who", "200 OK"})
    void anAnswerWithoutAgreementIsTheResponse(String status) throws Exception {
        assumeThatTheJdkCan();
        try (RawServer server = new RawServer(peer -> {
            peer.write("HTTP/1.1 " + status + "\r\nContent-Length: 2\r\n\r\nno");
            // The server cannot know whether the body comes, so the connection ends.
            peer.awaitEnd();
            peer.close();
        })) {
            assertEquals(status.substring(0, 3) + " no", said(server));
        }
    }

    @Test
    void anInterimAnswerBeforeTheAgreementIsNamed() throws Exception {
        assumeThatTheJdkCan();
        try (RawServer server = new RawServer(peer -> {
            peer.write("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\nHTTP/1.1 100 Continue\r\n\r\n");
            peer.awaitEnd();
            peer.close();
        })) {
            HttpBrokenException broken = assertThrows(HttpBrokenException.class, () -> said(server));
            assertTrue(broken.getMessage().contains("interim response 103"), broken.getMessage());
            server.awaitOpen(0);
        }
    }

    @Test
    void interimAnswersAreSkippedOtherwise() throws Exception {
        try (RawServer server = RawServer.saying("HTTP/1.1 103 Early Hints\r\nLink: x\r\n\r\n"
                + "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 2\r\n\r\nok")) {
            assertEquals("ok", http.get(server.uri("/")).flatMap(Response::text).block());
        }
    }
}
