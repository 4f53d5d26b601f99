namespace Ordi2.Contracts.Machines;

/// <summary>What a kind of machine says of itself.</summary>
public static class DeviceTypes
{
    /// <summary>
    /// Whether such a machine can hold a storage medium (domain.md 2.8): screens hold none, phones, tablets and printers do, and an external disk is an accessory.
    /// What is not known yet may.
    /// </summary>
    public static bool HoldsMedia(this DeviceType type) => type is not DeviceType.Monitor;

    /// <summary>
    /// Whether a disk is expected in such a machine: its donor is asked for it, it is missing if it is not there, and that there is none is certified. Nobody expects one in a mouse,
    /// though an accessory may hold one.
    /// </summary>
    public static bool IsExpectedToHoldMedia(this DeviceType type) => type is not (DeviceType.Monitor or DeviceType.Accessory);
}
