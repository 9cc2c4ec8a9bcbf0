package io.nagare.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.net.Socket;
import java.nio.charset.StandardCharsets;

/** A member of a chat. It has got its own name back, so it is in the room. */
final class ChatMember implements AutoCloseable {

    private static final int LINES = 20_000;
    private static final String LAST = "that was all";

    private final Socket socket;
    private final BufferedReader heard;

    ChatMember(RunningExample chat, String name) throws IOException {
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

    void stopTalking() throws IOException {
        socket.shutdownOutput();
    }

    /** Says more than fits into all buffers, and hears it. One that has not listened is told what it missed. */
    void talkTo(ChatMember slow) throws IOException {
        say("a line of a talk that is longer than all buffers\n".repeat(LINES));
        say(LAST + "\n");
        missed();
        assertTrue(slow.missed() > 0, "missed nothing");
    }

    /** Hears a talk to its end. Returns how many lines of it were missed. */
    private int missed() throws IOException {
        int received = 0;
        int missed = 0;
        for (String line = hear(); !line.equals(LAST); line = hear()) {
            if (line.startsWith("* you missed ")) {
                missed += Integer.parseInt(line.split(" ")[3]);
            } else {
                received++;
            }
        }
        assertEquals(LINES, received + missed);
        return missed;
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }
}
