package io.nagare.tck;

/** Threads that belong to no runtime. */
final class Threads {

    private Threads() {}

    static void run(Runnable work) {
        Thread thread = new Thread(work, "tck-foreign");
        thread.setDaemon(true);
        thread.start();
    }
}
