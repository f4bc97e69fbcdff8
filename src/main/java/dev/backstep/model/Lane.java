package dev.backstep.model;

/** In which lane of the timeline a migration stands. */
public enum Lane {
    DATABASE,
    CHECKOUT,
    BOTH;

    public boolean inDatabase() {
        return this != CHECKOUT;
    }

    public boolean inCheckout() {
        return this != DATABASE;
    }
}
