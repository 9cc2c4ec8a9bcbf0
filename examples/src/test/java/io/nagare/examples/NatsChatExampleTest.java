package io.nagare.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.nagare.nats.NatsServer;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/** Two servers of a chat, which share a room. */
class NatsChatExampleTest {

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

    @Test
    void aLineGoesToTheMembersOfBothServers() throws Exception {
        try (ChatMember ann = new ChatMember(here, "ann");
                ChatMember bob = new ChatMember(there, "bob")) {
            assertEquals("bob", ann.hear());
            ann.say("hello bob\n");
            assertEquals("hello bob", bob.hear());
            assertEquals("hello bob", ann.hear());
        }
    }

    @Test
    void aSlowMemberLearnsHowManyLinesOfTheOtherServerItMissed() throws Exception {
        try (ChatMember slow = new ChatMember(here, "slow");
                ChatMember talker = new ChatMember(there, "talker")) {
            assertEquals("talker", slow.hear());
            talker.talkTo(slow);
        }
    }
}
