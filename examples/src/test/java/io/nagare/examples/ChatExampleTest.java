package io.nagare.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

class ChatExampleTest {

    @Test
    void everyLineGoesToEveryMember() throws Exception {
        try (RunningExample chat = new RunningExample(options -> new Chat().serve(0, options));
                ChatMember ann = new ChatMember(chat, "ann");
                ChatMember bob = new ChatMember(chat, "bob")) {
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
                ChatMember ann = new ChatMember(chat, "ann")) {
            ann.say("bye\n");
            ann.stopTalking();
            String line = ann.hear();
            assertNull("bye".equals(line) ? ann.hear() : line);
        }
    }

    @Test
    void aSlowMemberLearnsHowManyLinesItMissed() throws Exception {
        try (RunningExample chat = new RunningExample(options -> new Chat().serve(0, options));
                ChatMember slow = new ChatMember(chat, "slow");
                ChatMember talker = new ChatMember(chat, "talker")) {
            assertEquals("talker", slow.hear());
            talker.talkTo(slow);
        }
    }
}
