namespace Ordi2.Contracts.Machines;

/// <summary>What a kind of machine says of itself.</summary>
public static class DeviceTypes
{
    /// <summary>
    /// Whether such a machine can hold a storage medium: screens and accessories hold none, phones, tablets and printers do (domain.md 2.8),
    /// and what is not known yet may.
    /// </summary>
    public static bool HoldsMedia(this DeviceType type) => type is not (DeviceType.Monitor or DeviceType.Accessory);
}
