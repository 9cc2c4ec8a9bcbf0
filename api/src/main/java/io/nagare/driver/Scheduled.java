package io.nagare.driver;

/** A task of a bridge's scheduler, or all the tasks of one of the scheduler's workers. Any thread may call. */
interface Scheduled extends Resource {

    /** Ends this, however often it is called. */
    void dispose();
}
