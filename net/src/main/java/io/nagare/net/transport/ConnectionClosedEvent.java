package io.nagare.net.transport;

import jdk.jfr.Category;
import jdk.jfr.DataAmount;
import jdk.jfr.Description;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Timespan;
import org.jspecify.annotations.Nullable;

@Name("nagare.ConnectionClosed")
@Label("Connection Closed")
@Description("A connection has closed, and its descriptor was given back")
@Category("Nagare")
@StackTrace(false)
final class ConnectionClosedEvent extends Event {

    @Label("Runtime")
    @Description("The name of the runtime on which the connection was opened")
    @Nullable String runtime;

    @Label("Local Address")
    @Nullable String localAddress;

    @Label("Remote Address")
    @Description("The peer")
    @Nullable String remoteAddress;

    @Label("Reason")
    @Description("Why it has closed")
    @Nullable String reason;

    @Label("Cut Off")
    @Description("Whether the peer could see that the connection did not end in good order")
    boolean cutOff;

    @Label("Open For")
    @Timespan(Timespan.NANOSECONDS)
    long openFor;

    @Label("Bytes Read")
    @DataAmount(DataAmount.BYTES)
    long bytesRead;

    @Label("Bytes Written")
    @Description("Bytes that were handed to the system")
    @DataAmount(DataAmount.BYTES)
    long bytesWritten;
}
