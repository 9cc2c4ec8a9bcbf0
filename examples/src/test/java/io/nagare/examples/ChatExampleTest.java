package io.nagare.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChatExampleTest {

    private static final int LINES = 20_000;

    /** A member of the chat. It has got its own name back, so it is in the room. */
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
    void everyLineGoesToEveryMember() throws Exception {
        try (RunningExample chat = new RunningExample(options -> new Chat().serve(0, options));
                Member ann = new Member(chat, "ann");
                Member bob = new Member(chat, "bob")) {
            assertEquals("bob", ann.hear());
            ann.say("hello bob\n");
            bob.say("hello ann\n");
            List<String> heardByAnn = List.of(ann.hear(), ann.hear());
            assertEquals(Set.of("hello ann", "hello bob"), Set.copyOf(heardByAnn));
            assertEquals(heardByAnn, List.of(bob.hear(), bob.hear()));
        }
    }

    @Test
    void aMemberThatStopsTalkingLeavesInGoodOrder() throws Exception {
        try (RunningExample chat = new RunningExample(options -> new Chat().serve(0, options));
                Member ann = new Member(chat, "ann")) {
            ann.say("bye\n");
            ann.socket.shutdownOutput();
            String line = ann.hear();
            assertNull("bye".equals(line) ? ann.hear() : line);
        }
    }

    @Test
    void aSlowMemberLearnsHowManyLinesItMissed() throws Exception {
        try (RunningExample chat = new RunningExample(options -> new Chat().serve(0, options));
                Member slow = new Member(chat, "slow");
                Member talker = new Member(chat, "talker")) {
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
