/** The drivers that come with Onemachine. */
module io.onemachine.driver {
    requires io.onemachine.gotemplate;
    requires io.onemachine.machine;
    requires io.onemachine.opennebula;
    requires static org.jspecify;

    provides io.onemachine.machine.driver.DriverProvider with
            io.onemachine.driver.opennebula.OpenNebulaDriverProvider,
            io.onemachine.driver.generic.GenericDriverProvider,
            io.onemachine.driver.none.NoneDriverProvider;
}
