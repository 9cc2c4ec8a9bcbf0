package io.nagare.channels.base;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.nagare.channels.ConnectionState;
import io.nagare.channels.ConnectionState.Phase;
import org.junit.jupiter.api.Test;

class ConnectionStatesTest {

    private final ConnectionStates states = new ConnectionStates();

    private ConnectionState now() {
        return states.shown().value();
    }

    @Test
    void connectionsAreCounted() {
        assertEquals(new ConnectionState(Phase.RECONNECTING, 0, null), now());
        states.show(Phase.CONNECTED, null);
        states.show(Phase.RECONNECTING, null);
        states.show(Phase.CONNECTED, null);
        assertEquals(new ConnectionState(Phase.CONNECTED, 2, null), now());
    }

    @Test
    void aFailureIsShownInThePhaseThatThereIs() {
        IllegalStateException denied = new IllegalStateException("denied");
        states.show(Phase.CONNECTED, null);
        states.show(denied);
        assertEquals(Phase.CONNECTED, now().phase());
        assertSame(denied, now().failure());
    }

    @Test
    void nothingFollowsTheEndOrAPhaseOfDraining() {
        states.show(Phase.DRAINING, null);
        states.show(Phase.CONNECTED, new IllegalStateException("late"));
        assertEquals(new ConnectionState(Phase.DRAINING, 0, null), now());
        states.close();
        states.show(Phase.CONNECTED, null);
        states.show(new IllegalStateException("late"));
        assertEquals(Phase.CLOSED, now().phase());
        assertNull(now().failure());
        assertTrue(states.shown().isClosed());
    }
}
