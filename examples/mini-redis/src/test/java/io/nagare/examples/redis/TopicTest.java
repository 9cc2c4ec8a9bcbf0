package io.nagare.examples.redis;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotNull;
import static org.junit.jupiter.api.Assertions.assertNull;

import io.nagare.Bytes;
import io.nagare.Nagare;
import io.nagare.Task;
import java.util.List;
import org.junit.jupiter.api.Test;

/** A topic keeps few bytes of messages, also of those that all have read. */
class TopicTest {

    private static final int MESSAGES = 100;
    private static final Bytes NAME = Bytes.utf8("a");
    private static final Bytes CONTENT = Bytes.wrap(new byte[1 << 20]);

    @Test
    void theOldestLoseTheirContent() {
        Topic topic = new Topic(NAME);
        Task<List<Topic.Message>> reading = Nagare.current()
                .spawn(topic.messages().receiver().take(MESSAGES).collectList());
        while (topic.messages().subscribers() == 0) {
            Thread.onSpinWait();
        }
        for (int i = 0; i < MESSAGES; i++) {
            assertEquals(1, topic.send(NAME, CONTENT));
        }
        List<Topic.Message> all = Nagare.current().blockOn(reading);
        // Each one takes a little more than its content, so one less than 32 have room.
        assertEquals(31, all.stream().filter(message -> message.content() != null).count());
        assertNull(all.get(0).content());
        assertNotNull(all.get(MESSAGES - 1).content());
    }
}
