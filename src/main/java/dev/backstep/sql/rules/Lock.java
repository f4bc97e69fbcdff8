package dev.backstep.sql.rules;

/** PostgreSQL's table locks, weakest first; those that only read are left out. */
public enum Lock {
    NONE("none"),
    ROW_EXCLUSIVE("ROW EXCLUSIVE"),
    SHARE_UPDATE_EXCLUSIVE("SHARE UPDATE EXCLUSIVE"),
    SHARE("SHARE"),
    SHARE_ROW_EXCLUSIVE("SHARE ROW EXCLUSIVE"),
    EXCLUSIVE("EXCLUSIVE"),
    ACCESS_EXCLUSIVE("ACCESS EXCLUSIVE");

    private final String words;

    Lock(String words) {
        this.words = words;
    }

    /** PostgreSQL's words for it. */
    public String words() {
        return words;
    }
}
