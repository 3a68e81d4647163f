/** An embedded cloud that answers OpenNebula's API and whose virtual machines are Linux hosts on this computer. */
module io.onemachine.devcloud {
    requires static org.jspecify;
}
