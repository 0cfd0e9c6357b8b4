// Package folders knows the directories of the product.
package folders

// Data returns where data is kept.
func Data(old bool) string {
	if old {
		return `C:\Program Files\Agent\data`
	}
	return `C:\ProgramData\Agent\data`
}
