package io.nagare.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.nats.NatsServer;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two servers of a chat, which share a room. */
class NatsChatExampleTest {

    private static final int LINES = 20_000;

    private NatsServer nats;
    private RunningExample here;
    private RunningExample there;

    @BeforeEach
    void start() throws Exception {
        nats = NatsServer.start();
        here = new RunningExample(options -> NatsChat.serve(nats.url(), 0, options));
        there = new RunningExample(options -> NatsChat.serve(nats.url(), 0, options));
    }

    @AfterEach
    void stop() throws Exception {
        for (AutoCloseable each : new AutoCloseable[] {here, there, nats}) {
            if (each != null) {
                each.close();
            }
        }
    }

    /** A member that has heard its own name, so it is in the room. */
    private static final class Member implements AutoCloseable {

        private final Socket socket;
        private final BufferedReader heard;

        Member(RunningExample chat, String name) throws IOException {
            socket = chat.connect();
            heard = new BufferedReader(new InputStreamReader(socket.getInputStream(), StandardCharsets.UTF_8));
            say(name + "\n");
            assertEquals(name, hear());
        }

        void say(String text) throws IOException {
            socket.getOutputStream().write(text.getBytes(StandardCharsets.UTF_8));
        }

        String hear() throws IOException {
            return heard.readLine();
        }

        @Override
        public void close() throws IOException {
            socket.close();
        }
    }

    @Test
    void aLineGoesToTheMembersOfBothServers() throws Exception {
        try (Member ann = new Member(here, "ann");
                Member bob = new Member(there, "bob")) {
            assertEquals("bob", ann.hear());
            ann.say("hello bob\n");
            assertEquals("hello bob", bob.hear());
            assertEquals("hello bob", ann.hear());
        }
    }

    @Test
    void aSlowMemberLearnsHowManyLinesOfTheOtherServerItMissed() throws Exception {
        try (Member slow = new Member(here, "slow");
                Member talker = new Member(there, "talker")) {
            assertEquals("talker", slow.hear());
            talker.say("a line of a talk that is longer than all buffers\n".repeat(LINES));
            talker.say("that was all\n");
            untilTheEnd(talker);
            int[] receivedAndMissed = untilTheEnd(slow);
            assertTrue(receivedAndMissed[1] > 0, "missed nothing");
            assertEquals(LINES, receivedAndMissed[0] + receivedAndMissed[1]);
        }
    }

    private static int[] untilTheEnd(Member member) throws IOException {
        int received = 0;
        int missed = 0;
        for (String line = member.hear(); !line.equals("that was all"); line = member.hear()) {
            if (line.startsWith("* you missed ")) {
                missed += Integer.parseInt(line.split(" ")[3]);
            } else {
                received++;
            }
        }
        return new int[] {received, missed};
    }
}
