package io.nagare.nats;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import io.nats.client.Message;
import io.nats.client.impl.NatsMessage;
import org.junit.jupiter.api.Test;

/** The three forms that servers give the subject of an acknowledgement. */
class PlaceTest {

    private static final Place PLACE = new Place(2, 1234567890123L, 45);

    private static Message message(String acknowledgement) {
        return NatsMessage.builder()
                .subject("room")
                .replyTo(acknowledgement)
                .data("value")
                .build();
    }

    @Test
    void aServerWithoutDomains() {
        assertEquals(PLACE, Place.of(message("$JS.ACK.room.reader.2.1234567890123.7.1700000000000000000.45")));
    }

    @Test
    void aServerWithADomainAndAnAccount() {
        assertEquals(PLACE, Place.of(message("$JS.ACK.hub.Ab3d.room.reader.2.1234567890123.7.1700000000000000000.45")));
    }

    @Test
    void aServerThatAddsALetterForLater() {
        assertEquals(PLACE, Place.of(message("$JS.ACK._.Ab3d.room.reader.2.1234567890123.7.1700000000000000000.45.x")));
    }

    @Test
    void aMessageOfNoConsumer() {
        Message message = NatsMessage.builder().subject("room").data("value").build();
        assertThrows(NullPointerException.class, () -> Place.of(message));
    }
}
