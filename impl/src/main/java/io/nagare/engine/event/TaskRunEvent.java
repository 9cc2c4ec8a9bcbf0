package io.nagare.engine.event;

import jdk.jfr.Category;
import jdk.jfr.Description;
import jdk.jfr.Enabled;
import jdk.jfr.Event;
import jdk.jfr.Label;
import jdk.jfr.Name;
import jdk.jfr.StackTrace;
import jdk.jfr.Threshold;
import org.jspecify.annotations.Nullable;

@Name("nagare.TaskRun")
@Label("Task Run")
@Description("A worker has run a task until the task ended, waited or gave way to others")
@Category("Nagare")
@Enabled(false)
@Threshold("20 ms")
@StackTrace(true)
final class TaskRunEvent extends Event {

    @Label("Runtime")
    @Description("The name of the runtime")
    @Nullable String runtime;

    @Label("Task")
    @Description("What the task waits for after the run, or that it has ended")
    @Nullable String task;
}
